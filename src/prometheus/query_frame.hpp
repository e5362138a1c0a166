// The points in time at which a range query is evaluated, and how they become a request.
// Invariant: the last point is the end of the range, the first one is less than a step after its start, and points are
// a step apart. So the windows of one step that end at the points leave no moment of the range out: whatever looks at
// all samples of each window (`…_over_time(x[step])`, SeriesText) has seen every sample, however short its series
// lived.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "oomscan/model/time.hpp"

namespace oomscan::prometheus {

// Prometheus refuses more than 11,000 points per series.
inline constexpr std::int64_t kPointsMax = 10'800;
inline constexpr Seconds kStepMin{15};
inline constexpr Seconds kStepMax{300};
// What is older is not asked for: 37.5 days.
inline constexpr Seconds kReachMax = kStepMax * kPointsMax;

struct QueryFrame {
  TimeRange range;  // no longer than kReachMax
  Timestamp start{};
  Timestamp end{};
  Seconds step = kStepMin;
};

// The finest frame that the limits allow: 15 s up to 45 h, 60 s for 7 d.
[[nodiscard]] QueryFrame fine_frame(const TimeRange& range);
// The same range with points kStepMax apart: cheaper, and closely spaced failures become one.
[[nodiscard]] QueryFrame coarse_frame(const TimeRange& range);

// At most this many bytes of path and query where a query is asked by GET: below the 8 KiB that common gateways accept.
// All queries of a batch of 10 namespaces fit if the names have up to 20 bytes on average, or 16 where
// kube-state-metrics was renewed within the range or cannot be told (namespace_batches_test.cpp); a batch of longer
// names is split.
inline constexpr std::size_t kTargetBytesMax = 8'000;

// "/api/v1/query_range?query=…". tenant_namespace: the parameter that a tenant's port needs, or empty.
// `timeout`: after which the server may give up.
[[nodiscard]] std::string range_target(std::string_view query, const QueryFrame& frame, Seconds timeout,
                                       std::string_view tenant_namespace);

// "/api/v1/query?query=…", for `time`, or for now.
[[nodiscard]] std::string instant_target(std::string_view query, std::string_view tenant_namespace,
                                         std::optional<Timestamp> time = std::nullopt);

}  // namespace oomscan::prometheus
