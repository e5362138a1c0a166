#include <algorithm>
#include <string_view>

#include "detect/reading/cause.hpp"
#include "detect/reading/exit_codes.hpp"
#include "detect/reading/pod_end.hpp"
#include "detect/reading/runs.hpp"
#include "detect/reading/samples.hpp"
#include "detect/reading/timing.hpp"
#include "detect/rules/rules.hpp"

namespace oomscan::detect {
namespace {

constexpr std::string_view kProcessKilled = ": a process in the container was OOM-killed";
constexpr std::string_view kFirstSurvived = "; PID 1 survived";
constexpr std::string_view kReasonLost = ": the container was killed around then, the runtime may have lost the reason";

// The run whose end this kill explains, if the status still shows one.
const RunEnd* explained_by(const Case& about, const SeenContainer& seen, const std::vector<RunEnd>& ends) {
  const auto found = std::find_if(ends.begin(), ends.end(), [&](const RunEnd& end) {
    if (is_oom_killed(*end.termination)) return !ended_by_that_stop(about, end);
    return is_abnormal(*end.termination) && !ended_with_its_pod(about, *seen.observed, end);
  });
  return found == ends.end() ? nullptr : &*found;
}

bool ran_through(const ContainerObservation* container, const MetricObservation& metric, Timestamp time) {
  return container != nullptr && container->running && container->running_since &&
         *container->running_since <= time - metric.late_max;
}

Claims judge(const Case& about) {
  Claims claims;
  for (const MetricObservation* metric : about.metrics) {
    if (metric->fact != MetricFact::oom_events_grew) continue;
    const SeenContainer seen = container_of(about, *metric);
    Claim claim{.container = metric->container,
                .kind = seen.kind,
                .confidence = Confidence::probable,
                .cause = std::string(kCauseOomKilled)};
    bool survived = !metric->times.empty();
    bool reason_lost = false;
    for (const Timestamp time : metric->times) {
      const auto ends = ends_around(seen.observed, *metric, time, kOomCounterReach);
      const RunEnd* end = explained_by(about, seen, ends);
      survived = survived && ends.empty() && ran_through(seen.observed, *metric, time);
      if (end == nullptr) {
        claim.sampled_at.push_back({time, metric->late_max});
        continue;
      }
      claim.ended_at.push_back(end->termination->finished_at.value_or(time));
      if (is_oom_killed(*end->termination)) continue;
      claim.exit_code = end->termination->exit_code;
      reason_lost = reason_lost || end->termination->exit_code == kExitKilled;
      claim.evidence.push_back({Source::oc_get_pods, end->termination->finished_at, describe(*end)});
    }
    Evidence counter = evidence_of(*metric, about.frame.range);
    counter.detail += reason_lost ? kReasonLost : kProcessKilled;
    if (survived) counter.detail += kFirstSurvived;
    claim.evidence.push_back(std::move(counter));
    claims.push_back(std::move(claim));
  }
  return claims;
}

}  // namespace

constinit const Rule kOomCounter{
    .name = "cAdvisor's OOM counter",
    .looks_at = "container_oom_events_total",
    .judge = judge,
};

}  // namespace oomscan::detect
