#include "detect/rules/oom_counter.hpp"

#include <algorithm>
#include <string_view>

#include "detect/reading/cause.hpp"
#include "detect/reading/container_history.hpp"
#include "detect/reading/metric_history.hpp"
#include "detect/reading/pod_end.hpp"
#include "detect/reading/timing.hpp"

namespace oomscan::detect {
namespace {

constexpr int kExitKilled = 137;
constexpr std::string_view kProcessKilled = ": a process in the container was OOM-killed";
constexpr std::string_view kFirstSurvived = "; PID 1 survived";
constexpr std::string_view kReasonLost = ": the container was killed around then, the runtime may have lost the reason";

// The run whose end this kill explains, if the status still shows one.
const RunEnd* explained_by(const Case& about, const SeenContainer& seen, const std::vector<RunEnd>& ends) {
  const auto found = std::find_if(ends.begin(), ends.end(), [&](const RunEnd& end) {
    if (is_oom_killed(*end.termination)) return !ended_by_that_stop(*about.pod(), end);
    return is_abnormal(*end.termination) && !ended_with_its_pod(*about.pod(), *seen.observed, end);
  });
  return found == ends.end() ? nullptr : &*found;
}

bool ran_through(const ContainerObservation* container, const MetricObservation& metric, Timestamp time) {
  return container != nullptr && container->running && container->running_since &&
         *container->running_since <= time - metric.late_max;
}

Verdicts judge(const Case& about) {
  Verdicts verdicts;
  for (const MetricObservation* metric : about.metrics) {
    if (metric->fact != MetricFact::oom_events_grew) continue;
    const SeenContainer seen = container_of(about, *metric);
    Verdict verdict{.container = metric->container,
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
        verdict.sampled_at.push_back({time, metric->late_max});
        continue;
      }
      verdict.ended_at.push_back(end->termination->finished_at.value_or(time));
      if (is_oom_killed(*end->termination)) continue;
      verdict.exit_code = end->termination->exit_code;
      reason_lost = reason_lost || end->termination->exit_code == kExitKilled;
      verdict.evidence.push_back({Source::oc_get_pods, end->termination->finished_at, describe(*end)});
    }
    Evidence counter = evidence_of(*metric, about.frame.range);
    counter.detail += reason_lost ? kReasonLost : kProcessKilled;
    if (survived) counter.detail += kFirstSurvived;
    verdict.evidence.push_back(std::move(counter));
    verdicts.push_back(std::move(verdict));
  }
  return verdicts;
}

}  // namespace

constinit const Rule kOomCounter{nullptr, nullptr, judge};

}  // namespace oomscan::detect
