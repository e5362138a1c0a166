// Bounds and words of the table of options. Constant data.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace oomscan::cli {

// Clusters and requests at once. Beyond this an API server throttles and nothing gets faster.
inline constexpr std::int64_t kParallelMax = 64;
// A batch is one Prometheus query too, and its matcher names every namespace of the batch.
inline constexpr std::int64_t kNamespacesPerBatchMax = 500;
inline constexpr std::int64_t kAttemptsMax = 10;
inline constexpr std::int64_t kTimeoutSecondsMax = 3600;
// Of a cluster and of a run: a day is longer than any scan is of use.
inline constexpr std::int64_t kBudgetSecondsMax = 86'400;
// To one API server. More than one client should ask for, even of a big one.
inline constexpr std::int64_t kRequestsPerSecondMax = 1'000;
// Less is too little for one cluster; no machine has more.
inline constexpr std::int64_t kMemoryMebibytesMin = 32;
inline constexpr std::int64_t kMemoryMebibytesMax = std::int64_t{1} << 24;
inline constexpr std::int64_t kArtifactPodsMax = 100'000;
inline constexpr std::int64_t kArtifactMibMax = 1'000'000;
inline constexpr std::int64_t kArtifactDaysMax = 3'650;

inline constexpr std::array<std::string_view, 3> kStrategies = {"auto", "cluster", "namespace"};
inline constexpr std::array<std::string_view, 3> kTransports = {"auto", "proxy", "exec"};
inline constexpr std::array<std::string_view, 4> kFailOn = {"none", "active", "any", "new"};
inline constexpr std::array<std::string_view, 3> kColors = {"auto", "always", "never"};
inline constexpr std::int64_t kRowsMax = 100'000;
inline constexpr std::array<std::string_view, 4> kGroupings = {"cluster", "namespace", "workload", "pod"};
inline constexpr std::array<std::string_view, 3> kAnswerFormats = {"table", "csv", "json"};

}  // namespace oomscan::cli
