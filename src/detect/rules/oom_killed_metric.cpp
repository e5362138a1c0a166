#include "detect/rules/oom_killed_metric.hpp"

#include <algorithm>

#include "detect/reading/cause.hpp"
#include "detect/reading/container_history.hpp"
#include "detect/reading/metric_history.hpp"
#include "detect/reading/pod_end.hpp"
#include "detect/reading/timing.hpp"

namespace oomscan::detect {
namespace {

constexpr int kExitKilled = 137;

Verdicts judge(const Case& about) {
  Verdicts verdicts;
  for (const MetricObservation* metric : about.metrics) {
    if (metric->fact != MetricFact::oom_terminated) continue;
    const SeenContainer seen = container_of(about, *metric);
    Verdict verdict{.container = metric->container,
                    .kind = seen.kind,
                    .confidence = Confidence::confirmed,
                    .cause = std::string(kCauseOomKilled)};
    bool only_repeats = !metric->times.empty();
    for (const Timestamp time : metric->times) {
      const auto ends = ends_around(seen.observed, *metric, time, kClockSlack);
      const auto oom =
          std::find_if(ends.begin(), ends.end(), [](const RunEnd& e) { return is_oom_killed(*e.termination); });
      if (oom == ends.end()) {
        only_repeats = false;
      } else if (ended_by_that_stop(*about.pod(), *oom)) {
        continue;
      } else if (oom->termination->exit_code == kExitKilled) {
        only_repeats = false;
      }
      verdict.sampled_at.push_back({time, metric->late_max});
    }
    if (!metric->times.empty() && verdict.sampled_at.empty()) continue;
    // A child was killed, the container ended otherwise: that the kubelet's word was kept makes it no stronger.
    if (only_repeats) verdict.confidence = Confidence::probable;
    verdict.evidence.push_back(evidence_of(*metric, about.frame.range));
    verdicts.push_back(std::move(verdict));
  }
  return verdicts;
}

}  // namespace

constinit const Rule kOomKilledMetric{nullptr, nullptr, judge};

}  // namespace oomscan::detect
