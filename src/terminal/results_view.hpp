// The result of a scan for a person: findings, what fails now first; then a summary; last what was not seen, what to do
// about it, and where the files are. "No issues" is said only beside what was seen.
#pragma once

#include <ostream>
#include <string>
#include <vector>

#include "oomscan/model/report.hpp"
#include "terminal/style.hpp"

namespace oomscan::terminal {

// `result_files`: paths of the exports that were written, in the order to name them. Foreign text is made printable.
// Errors of the stream are the caller's to check.
void render_results(const ScanReport& report, const std::vector<std::string>& result_files, const TerminalStyle& style,
                    std::ostream& out);

}  // namespace oomscan::terminal
