// What would have to be mended, before what failed: for reports that are longer than a screen.
#pragma once

#include <cstddef>
#include <ostream>

#include "oomscan/model/report.hpp"
#include "terminal/style.hpp"

namespace oomscan::terminal {

// More rows than this do not fit a screen beside what else is said.
inline constexpr std::size_t kScreenRows = 20;
inline constexpr std::size_t kCausesMax = 10;  // what is over it is counted; -v shows all

// The groups of overview::causes, each with its advice, if `rows` are more than a screen and the groups are
// few beside them.
void render_causes(const ScanReport& report, std::size_t rows, const TerminalStyle& style, std::ostream& out);

}  // namespace oomscan::terminal
