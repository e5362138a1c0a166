// The last lines of a result: totals, and everything that was asked for and not seen.
#pragma once

#include <ostream>

#include "oomscan/model/report.hpp"
#include "terminal/style.hpp"

namespace oomscan::terminal {

// Clusters, namespaces, pods and findings in numbers. Says first if the run was interrupted.
void render_summary(const ScanReport& report, const TerminalStyle& style, std::ostream& out);

// Nothing if there is no gap.
void render_not_seen(const ScanReport& report, const TerminalStyle& style, std::ostream& out);

}  // namespace oomscan::terminal
