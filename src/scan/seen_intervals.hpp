// What a walk through a cluster has seen, as intervals. Pure.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "oomscan/model/seen.hpp"
#include "oomscan/model/time.hpp"

namespace oomscan::scan {

// What was read to its end, and how far back each source reaches. References outlive the call.
struct ReadSources {
  const std::vector<std::string>& selected;  // namespaces, ascending
  const std::set<std::string>& pods_read;    // of them, and maybe others
  const std::set<std::string>& events_read;
  std::optional<Timestamp> events_reach_back_to;
  std::vector<Interval> prometheus{};                // when its data was there
  std::vector<std::string> prometheus_unanswered{};  // ascending
};

// Ordered by namespace, source, time. What holds for all selected namespaces is said once, without a namespace.
// `range` is by the cluster's clock.
[[nodiscard]] std::vector<Seen> seen_intervals(const ReadSources& read, const TimeRange& range);

}  // namespace oomscan::scan
