#include "terminal/shared_notes.hpp"

#include <cstdint>
#include <utility>

#include "oomscan/model/text.hpp"
#include "oomscan/overview/unseen.hpp"
#include "terminal/coverage_words.hpp"
#include "terminal/layout.hpp"
#include "terminal/words.hpp"

namespace oomscan::terminal {

SharedNotes shared_notes(const ScanReport& report) {
  SharedNotes notes;
  for (overview::SharedNote& shared : overview::notes(report)) {
    if (shared.clusters.size() > 1) notes.emplace(std::move(shared.note), std::move(shared.clusters));
  }
  return notes;
}

void render_shared_notes(const SharedNotes& notes, const ScanReport& report, const TerminalStyle& style,
                         std::ostream& out) {
  for (const auto& [note, clusters] : notes) {
    const auto count = static_cast<std::int64_t>(clusters.size());
    const bool all = clusters.size() == report.coverage.size();
    const std::string where = !all         ? some_names(clusters)
                              : count == 2 ? "both clusters"
                                           : "all " + counted(count, "cluster");
    out << hanging("note: ", printable(note) + " (" + where + ")", style.width);
  }
}

}  // namespace oomscan::terminal
