// The queries that are asked for each batch of namespaces. Each is made of arms joined by `or`; every point of an
// answer is something that changed at that moment, and its label `fact` says what (FactTag).
//
// Why range queries: an instant query sees only pods that still exist. Why functions over a window at each point of
// them: a series that ends is marked so, and an instant selector at the next point sees nothing, so a pod that lived
// between two points would be lost. Each point looks at all samples since the one before (SeriesText); what an instant
// selector says is used only for what stands at a point itself. Why only changes: the series of kube-state-metrics
// stick for as long as the pod lives, so their points would fill the answer (7 days: 10,000 points a container), while
// what happened fits in one point each.
//
// Why other reasons are looked at: within a window, and where no marker says that a series ended for up to 5 minutes,
// two reasons stand side by side, and the timestamp belongs to the newer one. If the kill stands alone at the point, it
// is the newer one. Else its time is not known, only that it lies in the window (FactTag kTerminatedWithin). (Comparing
// the samples' own times would tell, but Prometheus evaluates `timestamp` 20 times slower than a selector.)
//
// Why aggregates before differences: two replicas of an exporter, or of a Prometheus behind a store that does not fold
// them, are scraped at different moments. Compared one by one, each would tell of the same kill at a point of its own.
// Pure functions, safe from any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "prometheus/query_frame.hpp"
#include "prometheus/series_text.hpp"

namespace oomscan::prometheus {

namespace fact_tag {
// Value: the termination's time in seconds since 1970.
inline constexpr std::string_view kLastTerminated = "last";
inline constexpr std::string_view kLoopTerminated = "loop";
// Value: the pod's newest termination in seconds since 1970, or 1 if kube-state-metrics does not tell. The point's time
// is when it was first seen.
inline constexpr std::string_view kTerminated = "end";
// Value: means nothing; it lies between the point before and this one.
inline constexpr std::string_view kTerminatedWithin = "within";
// Value: the number of restarts, which may be told of more than once. The point's time is when it was seen.
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
// Beyond the step: scrape interval, cAdvisor's own housekeeping, and the time that a query's lookback needs.
inline constexpr Seconds kSeenLate{120};

// What kube-state-metrics gives to date a termination by: …_last_terminated_timestamp since 2.12; before, only that
// …_restarts_total grew. The arms for the latter cost more than all others, for it exists for every container.
enum class Dating {
  by_timestamp,
  by_restarts,
  by_either,  // not known, or kube-state-metrics was renewed within the range
};

// How many queries a batch takes: three; two where restarts date terminations, four where it is not known what does.
[[nodiscard]] std::size_t queries_per_batch(Dating dating);

// The one with that number, from 0. Only together they say everything. The arms are shared out so that the texts are
// about equally long.
[[nodiscard]] std::string fact_query(std::size_t number, const std::vector<std::string>& namespaces,
                                     const QueryFrame& frame, Dating dating, const SeriesForm& form = {});

}  // namespace oomscan::prometheus
