// What was seen of a cluster, and what was not, in words. Pure; results are printable.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "oomscan/model/report.hpp"
#include "oomscan/overview/unseen.hpp"

namespace oomscan::terminal {

// Namespaces that are named before "and N more".
inline constexpr std::size_t kNamesShown = 3;

// "790 of 812 namespaces (100 not fully read), 14,210 pods"
[[nodiscard]] std::string seen_words(const ClusterCoverage& coverage);

// Why nothing was seen: "not logged in (401)"; empty if no gap says.
[[nodiscard]] std::string skip_words(const ClusterCoverage& coverage);

// One reason of what was not seen, in words.
struct GapSummary {
  std::string headline;  // "pods of 100 namespaces (a, b, c and 97 more): not allowed (403)"
  std::string detail;    // of the first of them; may be empty
  std::string hint;      // may be empty
  std::size_t gaps = 0;
};

// In the order of the reasons. `of`: the cluster, or the first of those, that lack what they say.
[[nodiscard]] std::vector<GapSummary> summarize_gaps(const std::vector<overview::Unseen>& reasons,
                                                     const ClusterCoverage& of, Timestamp now);

// "looked back 7 days: from 2025-12-05 05:26 to 2025-12-12 05:26 UTC"
[[nodiscard]] std::string range_words(const TimeRange& range);

[[nodiscard]] bool has_history_gap(const ClusterCoverage& coverage);

// "a, b, c and 97 more"
[[nodiscard]] std::string some_names(const std::vector<std::string>& names);

}  // namespace oomscan::terminal
