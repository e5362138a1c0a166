// What several clusters would note in the same words: said once.
#pragma once

#include <map>
#include <ostream>
#include <string>
#include <vector>

#include "oomscan/model/report.hpp"
#include "terminal/style.hpp"

namespace oomscan::terminal {

// Notes of two clusters or more, with the names of these clusters in the report's order.
using SharedNotes = std::map<std::string, std::vector<std::string>>;
[[nodiscard]] SharedNotes shared_notes(const ScanReport& report);

// "note: no Prometheus found: all 3 clusters". Nothing if there are none.
void render_shared_notes(const SharedNotes& notes, const ScanReport& report, const TerminalStyle& style,
                         std::ostream& out);

}  // namespace oomscan::terminal
