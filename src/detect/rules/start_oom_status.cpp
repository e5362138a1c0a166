#include <algorithm>

#include <fmt/format.h>

#include "detect/reading/cause.hpp"
#include "detect/reading/limit_words.hpp"
#include "detect/reading/runs.hpp"
#include "detect/rules/rules.hpp"
#include "oomscan/model/text.hpp"

namespace oomscan::detect {
namespace {

bool waits_after_start_oom(const ContainerObservation& container) {
  return container.waiting &&
         (container.waiting->reason == "CreateContainerError" || container.waiting->reason == "RunContainerError") &&
         says_limit_is_too_low(container.waiting->message);
}

bool pod_may_matter(const PodObservation& pod) {
  return std::any_of(pod.containers.begin(), pod.containers.end(), [](const ContainerObservation& c) {
    return waits_after_start_oom(c) || (c.terminated && is_start_oom(*c.terminated)) ||
           (c.last_terminated && is_start_oom(*c.last_terminated));
  });
}

Claim claim_on(const ContainerObservation& container) {
  return {.container = container.name,
          .kind = container.kind,
          .confidence = Confidence::probable,
          .cause = std::string(kCauseLimitTooLow)};
}

Claims judge(const Case& about) {
  Claims claims;
  const PodObservation* pod = about.pod();
  if (pod == nullptr) return claims;
  for (const ContainerObservation& container : pod->containers) {
    for (const RunEnd& end : run_ends(container)) {
      const Termination& termination = *end.termination;
      if (!is_start_oom(termination)) {
        about.silent(container.name, describe(end) + (is_start_failure(termination)
                                                          ? ": the message says nothing of a limit"
                                                          : ": no failed start, so its message proves nothing"));
        continue;
      }
      Claim claim = claim_on(container);
      claim.exit_code = termination.exit_code;
      if (termination.finished_at) claim.ended_at.push_back(*termination.finished_at);
      claim.evidence.push_back(
          {Source::oc_get_pods, termination.finished_at,
           fmt::format("{}: {}", describe(end), printable(termination.message, kForeignTextBytesMax))});
      claims.push_back(std::move(claim));
    }
    if (waits_after_start_oom(container)) {
      Claim claim = claim_on(container);
      claim.holds_now = true;
      claim.evidence.push_back({Source::oc_get_pods, std::nullopt,
                                fmt::format("state.waiting {}: {}", container.waiting->reason,
                                            printable(container.waiting->message, kForeignTextBytesMax))});
      claims.push_back(std::move(claim));
    }
  }
  return claims;
}

}  // namespace

constinit const Rule kStartOomStatus{
    .name = "limit too low by status",
    .looks_at = "runtimes' words in the messages of failed starts",
    .pod_may_matter = pod_may_matter,
    .judge = judge,
};

}  // namespace oomscan::detect
