#include "detect/rules/crash_loop_waiting.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "detect/reading/container_history.hpp"
#include "detect/rules/crash_loop.hpp"
#include "oomscan/model/text.hpp"

namespace oomscan::detect {
namespace {

bool waits_in_back_off(const ContainerObservation& container) {
  return container.waiting && container.waiting->reason == kReasonCrashLoop;
}

bool pod_may_matter(const PodObservation& pod) {
  return std::any_of(pod.containers.begin(), pod.containers.end(), waits_in_back_off);
}

Verdicts judge(const Case& about) {
  Verdicts verdicts;
  const PodObservation* pod = about.pod();
  if (pod == nullptr) return verdicts;
  for (const ContainerObservation& container : pod->containers) {
    if (!waits_in_back_off(container)) continue;
    Verdict verdict = loop_verdict(about, container.name, container.kind, &container);
    verdict.confidence = Confidence::confirmed;
    verdict.holds_now = true;
    // A clean exit too is a round of the loop once the kubelet backs off for it.
    const auto& last = container.last_terminated;
    if (last && !is_abnormal(*last)) {
      if (last->finished_at) verdict.ended_at.push_back(*last->finished_at);
      verdict.evidence.push_back({Source::oc_get_pods, last->finished_at, describe({&*last, false})});
    }
    const std::string message = printable(container.waiting->message, kForeignTextBytesMax);
    verdict.evidence.push_back({Source::oc_get_pods, std::nullopt,
                                message.empty() ? fmt::format("state.waiting {}", kReasonCrashLoop)
                                                : fmt::format("state.waiting {}: {}", kReasonCrashLoop, message)});
    verdicts.push_back(std::move(verdict));
  }
  return verdicts;
}

}  // namespace

constinit const Rule kCrashLoopWaiting{pod_may_matter, nullptr, judge};

}  // namespace oomscan::detect
