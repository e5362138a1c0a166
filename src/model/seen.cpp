#include "oomscan/model/seen.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace oomscan {
namespace {

Seconds length(const std::vector<Interval>& intervals) {
  Seconds sum{0};
  for (const Interval& interval : intervals) sum += interval.to - interval.from;
  return sum;
}

}  // namespace

std::vector<Interval> joined(std::vector<Interval> intervals) {
  std::erase_if(intervals, [](const Interval& interval) { return interval.from > interval.to; });
  std::sort(intervals.begin(), intervals.end(),
            [](const Interval& left, const Interval& right) { return left.from < right.from; });
  std::vector<Interval> all;
  for (const Interval& interval : intervals) {
    if (!all.empty() && interval.from - all.back().to <= Seconds{1}) {
      all.back().to = std::max(all.back().to, interval.to);
    } else {
      all.push_back(interval);
    }
  }
  return all;
}

std::vector<Interval> uncovered(const TimeRange& range, const std::vector<Interval>& intervals) {
  std::vector<Interval> missing;
  Timestamp next = range.from;
  for (const Interval& interval : joined(intervals)) {
    if (interval.to < range.from || interval.from > range.to) continue;
    if (interval.from > next) missing.push_back({next, interval.from - Seconds{1}});
    next = std::max(next, interval.to + Seconds{1});
  }
  if (next <= range.to) missing.push_back({next, range.to});
  return missing;
}

std::vector<Interval> remembered(const std::vector<Seen>& seen, std::string_view namespace_name) {
  std::vector<Interval> intervals;
  for (const Seen& part : seen) {
    if (part.source == Source::oc_get_pods) continue;
    if (part.namespace_name.empty() || part.namespace_name == namespace_name) {
      intervals.push_back({part.from, part.to});
    }
  }
  return joined(std::move(intervals));
}

std::vector<Interval> remembered_best(const std::vector<Seen>& seen, std::optional<Timestamp> events_since) {
  std::map<std::string_view, std::vector<Interval>> by_namespace;
  for (const Seen& part : seen) {
    if (part.source == Source::oc_get_pods || (part.source == Source::events && !events_since)) continue;
    const Timestamp from = part.source == Source::events ? std::max(part.from, *events_since) : part.from;
    by_namespace[part.namespace_name].push_back({from, part.to});
  }
  const std::vector<Interval> everywhere = by_namespace[""];
  std::vector<Interval> best;
  for (auto& [name, intervals] : by_namespace) {
    if (!name.empty()) intervals.insert(intervals.end(), everywhere.begin(), everywhere.end());
    std::vector<Interval> whole = joined(std::move(intervals));
    if (best.empty() || length(whole) > length(best)) best = std::move(whole);
  }
  return best;
}

}  // namespace oomscan
