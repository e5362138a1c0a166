#include "detect/reading/samples.hpp"

#include <algorithm>
#include <utility>

#include "detect/reading/timing.hpp"
#include "oomscan/model/text.hpp"

namespace oomscan::detect {
namespace {

bool is_around(Timestamp end, Timestamp sampled, Seconds late_max, Seconds reach) {
  return sampled - late_max - reach <= end && end <= sampled + reach;
}

}  // namespace

std::vector<RunEnd> ends_around(const ContainerObservation* observed, const MetricObservation& metric, Timestamp time,
                                Seconds reach) {
  if (observed == nullptr) return {};
  std::vector<RunEnd> ends = run_ends(*observed);
  std::erase_if(ends, [&](const RunEnd& end) {
    const auto finished = end.termination->finished_at;
    return !finished || !is_around(*finished, time, metric.late_max, reach);
  });
  const auto distance = [&](const RunEnd& end) {
    return std::chrono::abs(end.termination->finished_at.value_or(time) - time);
  };
  std::sort(ends.begin(), ends.end(), [&](const RunEnd& left, const RunEnd& right) {
    return std::pair(distance(left), !left.current) < std::pair(distance(right), !right.current);
  });
  return ends;
}

std::optional<Timestamp> newest_time(const MetricObservation& metric, const TimeRange& range) {
  std::optional<Timestamp> newest;
  for (const Timestamp time : metric.times) {
    if (range.contains(time)) newest = std::max(newest, std::optional(time));
  }
  return newest;
}

Evidence evidence_of(const MetricObservation& metric, const TimeRange& range) {
  return {Source::prometheus, newest_time(metric, range), printable(metric.detail, kForeignTextBytesMax)};
}

const MetricObservation* oom_counter_around(const Case& about, std::string_view container,
                                            const Termination& termination) {
  const auto finished = termination.finished_at;
  if (!finished) return nullptr;
  for (const MetricObservation* metric : about.metrics) {
    if (metric->fact != MetricFact::oom_events_grew || metric->container != container) continue;
    const bool near = std::any_of(metric->times.begin(), metric->times.end(), [&](Timestamp time) {
      return is_around(*finished, time, metric->late_max, kOomCounterReach);
    });
    if (near) return metric;
  }
  return nullptr;
}

}  // namespace oomscan::detect
