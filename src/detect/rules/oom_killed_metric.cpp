#include <algorithm>

#include "detect/reading/cause.hpp"
#include "detect/reading/exit_codes.hpp"
#include "detect/reading/pod_end.hpp"
#include "detect/reading/runs.hpp"
#include "detect/reading/samples.hpp"
#include "detect/reading/timing.hpp"
#include "detect/rules/rules.hpp"

namespace oomscan::detect {
namespace {

Claims judge(const Case& about) {
  Claims claims;
  for (const MetricObservation* metric : about.metrics) {
    if (metric->fact != MetricFact::oom_terminated) continue;
    const SeenContainer seen = container_of(about, *metric);
    Claim claim{.container = metric->container,
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
      } else if (ended_by_that_stop(about, *oom)) {
        continue;
      } else if (oom->termination->exit_code == kExitKilled) {
        only_repeats = false;
      }
      claim.sampled_at.push_back({time, metric->late_max});
    }
    if (!metric->times.empty() && claim.sampled_at.empty()) continue;
    // A child was killed, the container ended otherwise: that the kubelet's word was kept makes it no stronger.
    if (only_repeats) claim.confidence = Confidence::probable;
    claim.evidence.push_back(evidence_of(*metric, about.frame.range));
    claims.push_back(std::move(claim));
  }
  return claims;
}

}  // namespace

constinit const Rule kOomKilledMetric{
    .name = "remembered OOM kills",
    .looks_at = "kube-state-metrics: containers terminated as OOMKilled",
    .judge = judge,
};

}  // namespace oomscan::detect
