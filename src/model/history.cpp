#include "oomscan/model/history.hpp"

#include <algorithm>
#include <tuple>

namespace oomscan {

std::vector<FailureBounds> reduced(std::vector<FailureBounds> observed) {
  // By latest end, the narrowest first: whatever comes later and begins no later holds an earlier one within it.
  std::sort(observed.begin(), observed.end(), [](const FailureBounds& left, const FailureBounds& right) {
    return std::tuple(left.latest, right.earliest) < std::tuple(right.latest, left.earliest);
  });
  std::vector<FailureBounds> kept;
  for (const FailureBounds& each : observed) {
    // Of those kept, the last one began last: none that is kept lies within another.
    if (kept.empty() || each.earliest > kept.back().earliest) kept.push_back(each);
  }
  return kept;
}

std::vector<FailureBounds> distinct_failures(const std::vector<FailureBounds>& observed) {
  // The fewest points that touch every interval: always the end of the first one that is not touched yet.
  std::vector<FailureBounds> failures;
  for (const FailureBounds& each : reduced(observed)) {
    if (!failures.empty() && each.earliest <= failures.back().latest) {
      failures.back().earliest = std::max(failures.back().earliest, each.earliest);
    } else {
      failures.push_back(each);
    }
  }
  return failures;
}

std::strong_ordering operator<=>(const Subject& left, const Subject& right) {
  return std::tie(left.cluster_id, left.namespace_name, left.workload.kind, left.workload.name, left.container,
                  left.type) <=> std::tie(right.cluster_id, right.namespace_name, right.workload.kind,
                                          right.workload.name, right.container, right.type);
}

}  // namespace oomscan
