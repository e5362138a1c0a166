#include "prometheus/query_frame.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "oomscan/model/names.hpp"
#include "prometheus/server_url.hpp"

namespace oomscan::prometheus {
namespace {

QueryFrame frame_of(const TimeRange& range, Seconds step) {
  const Seconds length = std::max(range.to - range.from, Seconds{0});
  return {range, range.to - step * (length / step), range.to, step};
}

std::string tenant(std::string_view name) {
  return name.empty() ? std::string{} : "&namespace=" + percent_encoded(name);
}

}  // namespace

QueryFrame fine_frame(const TimeRange& range) {
  const Seconds length = std::max(range.to - range.from, Seconds{0});
  const std::int64_t steps_of_min =
      (length.count() + kPointsMax * kStepMin.count() - 1) / (kPointsMax * kStepMin.count());
  return frame_of(range, std::clamp(kStepMin * std::max<std::int64_t>(steps_of_min, 1), kStepMin, kStepMax));
}

QueryFrame coarse_frame(const TimeRange& range) { return frame_of(range, kStepMax); }

std::string range_target(std::string_view query, const QueryFrame& frame, Seconds timeout,
                         std::string_view tenant_namespace) {
  return fmt::format("/api/v1/query_range?query={}&start={}&end={}&step={}&timeout={}s{}", query_encoded(query),
                     frame.start.time_since_epoch().count(), frame.end.time_since_epoch().count(), frame.step.count(),
                     std::max<std::int64_t>(timeout.count(), 1), tenant(tenant_namespace));
}

std::string instant_target(std::string_view query, std::string_view tenant_namespace, std::optional<Timestamp> time) {
  return fmt::format("/api/v1/query?query={}{}{}", query_encoded(query),
                     time ? fmt::format("&time={}", time->time_since_epoch().count()) : std::string{},
                     tenant(tenant_namespace));
}

}  // namespace oomscan::prometheus
