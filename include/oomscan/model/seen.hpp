// What was seen, as intervals: without them a number of failures means nothing. Pure functions, safe from any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "oomscan/model/finding.hpp"
#include "oomscan/model/time.hpp"

namespace oomscan {

// Both ends included, from <= to.
struct Interval {
  Timestamp from{};
  Timestamp to{};

  friend bool operator==(const Interval&, const Interval&) = default;
};

// A failure in this namespace, in this time, would have left its trace in this source, and the source was read to its
// end. Pods tell of the moment in which they were read (from = to), and of the past only what their status still shows.
struct Seen {
  std::string namespace_name;  // empty: each selected namespace, which are those of the coverage's verdicts
  Source source = Source::oc_get_pods;
  Timestamp from{};
  Timestamp to{};

  friend bool operator==(const Seen&, const Seen&) = default;
};

// Ascending and disjoint: what overlaps, or has no whole second between, is one. Intervals with from > to are dropped.
[[nodiscard]] std::vector<Interval> joined(std::vector<Interval> intervals);

// What of [range.from, range.to] none of the intervals covers, ascending.
[[nodiscard]] std::vector<Interval> uncovered(const TimeRange& range, const std::vector<Interval>& intervals);

// The intervals in which sources that remember (Events, Prometheus, the kernel's log, the history) saw a namespace.
[[nodiscard]] std::vector<Interval> remembered(const std::vector<Seen>& seen, std::string_view namespace_name);

// The same for the namespace of which most was seen: what nobody saw even there is missing everywhere. Events count
// since `events_since` (ClusterCoverage::events_reach_back_to): what those of one namespace show beyond that is that
// namespace's alone.
[[nodiscard]] std::vector<Interval> remembered_best(const std::vector<Seen>& seen,
                                                    std::optional<Timestamp> events_since);

}  // namespace oomscan
