#include "scan/suspicious_row.hpp"

#include <string_view>

namespace oomscan::scan {
namespace {

constexpr std::string_view kRunning = "Running";
constexpr std::string_view kCompleted = "Completed";

// A container that ends well when its pod is evicted hides the pod's reason behind its own "Completed".
bool evictions_matter(const Judge& judge) {
  PodObservation evicted;
  evicted.phase = "Failed";
  evicted.reason = "Evicted";
  return judge.may_matter(evicted);
}

}  // namespace

Suspicion::Suspicion(const Judge& judge, const TimeRange& range, Timestamp now)
    : completed_may_be_evicted_(evictions_matter(judge)), history_(now - range.from + kClocksApartMax) {}

// One container only: of several, the newest restart says nothing about one whose end has no known time.
bool Suspicion::restarts_are_history(const PodRow& row) const {
  return row.containers == 1 && row.last_restart_ago && *row.last_restart_ago > history_;
}

bool Suspicion::is_raised_by(const PodRow& row) const {
  if (row.status == kRunning) {
    return row.ready != row.containers || (row.restarts != 0 && !restarts_are_history(row));
  }
  // The status is the first container's: of several, another may have ended otherwise.
  return row.status != kCompleted || row.containers != 1 || row.restarts != 0 || completed_may_be_evicted_;
}

}  // namespace oomscan::scan
