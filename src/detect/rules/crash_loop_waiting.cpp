#include <algorithm>

#include <fmt/format.h>

#include "detect/reading/runs.hpp"
#include "detect/rules/crash_loop.hpp"
#include "detect/rules/rules.hpp"
#include "oomscan/model/text.hpp"

namespace oomscan::detect {
namespace {

bool waits_in_back_off(const ContainerObservation& container) {
  return container.waiting && container.waiting->reason == kReasonCrashLoop;
}

bool pod_may_matter(const PodObservation& pod) {
  return std::any_of(pod.containers.begin(), pod.containers.end(), waits_in_back_off);
}

Claims judge(const Case& about) {
  Claims claims;
  const PodObservation* pod = about.pod();
  if (pod == nullptr) return claims;
  for (const ContainerObservation& container : pod->containers) {
    if (!waits_in_back_off(container)) {
      about.silent(container.name, container.waiting
                                       ? fmt::format("it waits for another reason: {}", container.waiting->reason)
                                       : std::string("it is not waiting"));
      continue;
    }
    Claim claim = loop_claim(about, container.name, container.kind, &container);
    claim.confidence = Confidence::confirmed;
    claim.holds_now = true;
    // A clean exit too is a round of the loop once the kubelet backs off for it.
    const auto& last = container.last_terminated;
    if (last && !is_abnormal(*last) && !is_made_up(*last)) {
      if (last->finished_at) claim.ended_at.push_back(*last->finished_at);
      claim.evidence.push_back({Source::oc_get_pods, last->finished_at, describe({&*last, false})});
    }
    const std::string message = printable(container.waiting->message, kForeignTextBytesMax);
    claim.evidence.push_back({Source::oc_get_pods, std::nullopt,
                              message.empty() ? fmt::format("state.waiting {}", kReasonCrashLoop)
                                              : fmt::format("state.waiting {}: {}", kReasonCrashLoop, message)});
    claims.push_back(std::move(claim));
  }
  return claims;
}

}  // namespace

constinit const Rule kCrashLoopWaiting{
    .name = "waiting in back-off",
    .looks_at = "state.waiting of each container",
    .pod_may_matter = pod_may_matter,
    .judge = judge,
};

}  // namespace oomscan::detect
