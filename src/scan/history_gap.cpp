#include "scan/history_gap.hpp"

#include <algorithm>
#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace oomscan::scan {
namespace {

std::string span_text(Seconds span) {
  const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(span).count();
  if (minutes < 60) return fmt::format("{} min", minutes);
  if (minutes < 48 * 60) return fmt::format("{} h {} min", minutes / 60, minutes % 60);
  return fmt::format("{} d {} h", minutes / (24 * 60), minutes / 60 % 24);
}

}  // namespace

std::optional<Gap> history_gap(const ClusterCoverage& coverage, const TimeRange& range) {
  const std::vector<Interval> known = remembered_best(coverage.seen, coverage.events_reach_back_to);
  if (known.empty()) {
    const bool by_some = std::any_of(coverage.seen.begin(), coverage.seen.end(),
                                     [](const Seen& seen) { return seen.source == Source::events; });
    return Gap{"", GapSubject::history, GapReason::retention,
               by_some ? "Events were seen in too few namespaces to tell how far back those of the others reach"
                       : "no Event was seen, so nothing tells how far back they reach",
               "failures that are over and left no trace in a pod's status are not seen"};
  }
  std::string detail;
  for (const Interval& missing : uncovered(range, known)) {
    if (!detail.empty()) detail += "; ";
    if (missing.from == range.from && missing.to < range.to) {
      const Timestamp reached = missing.to + Seconds{1};
      const bool by_events = coverage.events_reach_back_to && *coverage.events_reach_back_to <= reached;
      detail += fmt::format("before {}: {} {}, {} was asked for", format_rfc3339(reached),
                            by_events ? "Events reach back" : "Prometheus reaches back", span_text(range.to - reached),
                            range.requested);
    } else {
      detail += fmt::format("nothing is kept from {} to {}", format_rfc3339(missing.from), format_rfc3339(missing.to));
    }
  }
  if (detail.empty()) return std::nullopt;
  return Gap{"", GapSubject::history, GapReason::retention, std::move(detail),
             "older failures are seen only where a pod's status still shows them"};
}

}  // namespace oomscan::scan
