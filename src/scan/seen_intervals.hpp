// What a walk through a cluster has seen, as intervals. Pure.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "oomscan/model/seen.hpp"
#include "oomscan/model/time.hpp"
#include "scan/event_reach.hpp"

namespace oomscan::scan {

// What was read to its end, and how far back each source reaches. References outlive the call.
struct ReadSources {
  const std::vector<std::string>& selected;  // namespaces, ascending
  const std::set<std::string>& pods_read;    // of them, and maybe others
  const std::set<std::string>& events_read;
  const EventReach& event_reach;
  std::vector<Interval> prometheus{};                // when its data was there
  std::vector<std::string> prometheus_unanswered{};  // ascending
};

// Ordered by namespace, source, time. What holds for all selected namespaces is said once, without a namespace;
// a namespace whose own Events reach further back has an interval of its own beside it.
// `range` is by the cluster's clock.
[[nodiscard]] std::vector<Seen> seen_intervals(const ReadSources& read, const TimeRange& range);

}  // namespace oomscan::scan
