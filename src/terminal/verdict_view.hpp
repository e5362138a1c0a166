// What is wrong with the namespaces of a cluster, a line for each kind of trouble.
#pragma once

#include <ostream>

#include "oomscan/model/report.hpp"
#include "terminal/style.hpp"

namespace oomscan::terminal {

// "oom now: payments, shop", "crash loop earlier: sensors", "healthy: a, b, c and 802 more". Nothing without verdicts.
void render_verdicts(const ClusterCoverage& coverage, const TerminalStyle& style, std::ostream& out);

}  // namespace oomscan::terminal
