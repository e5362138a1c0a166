#include "detect/rules/crash_loop_metric.hpp"

#include "detect/reading/metric_history.hpp"
#include "detect/rules/crash_loop.hpp"

namespace oomscan::detect {
namespace {

Verdicts judge(const Case& about) {
  Verdicts verdicts;
  for (const MetricObservation* metric : about.metrics) {
    if (metric->fact != MetricFact::crash_loop_waiting) continue;
    const SeenContainer seen = container_of(about, *metric);
    Verdict verdict = loop_verdict(about, metric->container, seen.kind, seen.observed);
    verdict.confidence = Confidence::confirmed;
    for (const Timestamp time : metric->times) verdict.sampled_at.push_back({time, metric->late_max});
    verdict.evidence.push_back(evidence_of(*metric, about.frame.range));
    verdicts.push_back(std::move(verdict));
  }
  return verdicts;
}

}  // namespace

constinit const Rule kCrashLoopMetric{nullptr, nullptr, judge};

}  // namespace oomscan::detect
