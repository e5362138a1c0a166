#include "detect/reading/samples.hpp"
#include "detect/rules/crash_loop.hpp"
#include "detect/rules/rules.hpp"

namespace oomscan::detect {
namespace {

Claims judge(const Case& about) {
  Claims claims;
  for (const MetricObservation* metric : about.metrics) {
    if (metric->fact != MetricFact::crash_loop_waiting) continue;
    const SeenContainer seen = container_of(about, *metric);
    Claim claim = loop_claim(about, metric->container, seen.kind, seen.observed);
    claim.confidence = Confidence::confirmed;
    for (const Timestamp time : metric->times) claim.sampled_at.push_back({time, metric->late_max});
    claim.evidence.push_back(evidence_of(*metric, about.frame.range));
    claims.push_back(std::move(claim));
  }
  return claims;
}

}  // namespace

constinit const Rule kCrashLoopMetric{
    .name = "remembered back-offs",
    .looks_at = "kube-state-metrics: containers that waited in CrashLoopBackOff",
    .judge = judge,
};

}  // namespace oomscan::detect
