// How far back was seen: said under every result, as "no findings" means nothing without it.
#pragma once

#include <ostream>

#include "oomscan/model/report.hpp"
#include "terminal/style.hpp"

namespace oomscan::terminal {

// "looked back: the last 2 h 46 min of 7d, older failures are not kept"; with names where clusters differ. Clusters of
// which nothing was seen are left out.
void render_look_back(const ScanReport& report, const TerminalStyle& style, std::ostream& out);

}  // namespace oomscan::terminal
