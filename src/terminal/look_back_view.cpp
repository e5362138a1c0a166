#include "terminal/look_back_view.hpp"

#include <string>
#include <utility>
#include <vector>

#include "oomscan/model/text.hpp"
#include "oomscan/overview/unseen.hpp"
#include "terminal/coverage_words.hpp"
#include "terminal/layout.hpp"

namespace oomscan::terminal {

void render_look_back(const ScanReport& report, const TerminalStyle& style, std::ostream& out) {
  std::vector<std::pair<std::string, std::vector<std::string>>> clusters_by_words;
  for (const ClusterCoverage& coverage : report.coverage) {
    if (coverage.status == CoverageStatus::skipped || coverage.namespaces_selected == 0) continue;
    const std::string words = printable(overview::look_back_words(coverage, report));
    auto same = clusters_by_words.begin();
    while (same != clusters_by_words.end() && same->first != words) ++same;
    if (same == clusters_by_words.end()) same = clusters_by_words.insert(same, {words, {}});
    same->second.push_back(coverage.cluster);
  }
  for (const auto& [words, clusters] : clusters_by_words) {
    const bool all = clusters_by_words.size() == 1;
    out << hanging("", (all ? "looked back: " : "looked back on " + some_names(clusters) + ": ") + words, style.width);
  }
}

}  // namespace oomscan::terminal
