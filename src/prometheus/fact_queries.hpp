// The two queries that are asked for each batch of namespaces. Each is made of arms joined by `or`; every point of an
// answer is something that changed at that moment, and its label `fact` says what (FactTag).
//
// Why range queries: an instant query sees only pods that still exist. Why only changes: the series of
// kube-state-metrics stick for as long as the pod lives, so their points would fill the answer (7 days: 10,000 points a
// container), while what happened fits in one point each.
//
// Why other reasons are looked at: where no marker says that a series ended, an older reason is still there for up to 5
// minutes when the timestamp already belongs to another one. While two reasons stand side by side nothing is said; what
// is true is still true, and new, when the older one is gone. (Comparing the samples' own times would say it at once,
// but Prometheus evaluates `timestamp` 20 times slower than a selector.)
// Pure functions, safe from any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "prometheus/query_frame.hpp"

namespace oomscan::prometheus {

namespace fact_tag {
// Value: the termination's time in seconds since 1970.
inline constexpr std::string_view kLastTerminated = "last";
inline constexpr std::string_view kLoopTerminated = "loop";
// Value: the pod's newest termination in seconds since 1970, or 1 if kube-state-metrics does not tell. The point's time
// is when it was first seen.
inline constexpr std::string_view kTerminated = "end";
// Value: means nothing; the point's time is when it was seen.
inline constexpr std::string_view kRestarted = "grew";
inline constexpr std::string_view kWaiting = "wait";
// Value: how many kills. kOomAppeared: a container that is younger than kYoungMax when its counter is first seen.
inline constexpr std::string_view kOomGrew = "oom";
inline constexpr std::string_view kOomAppeared = "oomnew";
}  // namespace fact_tag

inline constexpr std::string_view kFactLabel = "fact";
inline constexpr std::string_view kInitLabel = "init";  // "1" for the init variants

// A container whose counter is above 0 when it is first seen was killed since it began, not before: unless it is older,
// and only the scraping had a gap.
inline constexpr Seconds kYoungMax{900};
// A termination that is seen again within this time after a gap in the scraping is the same one.
inline constexpr Seconds kSeenGapMax{900};

// What kube-state-metrics gives to date a termination by: …_last_terminated_timestamp since 2.12; before, only that
// …_restarts_total grew. The arms for the latter cost more than all others, for it exists for every container.
enum class Dating {
  by_timestamp,
  by_restarts,
  by_either,  // not known, or kube-state-metrics was renewed within the range
};

// The two queries of a batch; only together they say everything. Mostly the first is about terminations, the second
// about crash loops and cAdvisor's counters.
[[nodiscard]] std::string termination_query(const std::vector<std::string>& namespaces, const QueryFrame& frame,
                                            Dating dating);
[[nodiscard]] std::string loop_and_kill_query(const std::vector<std::string>& namespaces, const QueryFrame& frame,
                                              Dating dating);

}  // namespace oomscan::prometheus
