#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "detect/reading/cause.hpp"
#include "detect/reading/limit_words.hpp"
#include "detect/reading/runs.hpp"
#include "detect/rules/rules.hpp"
#include "oomscan/model/text.hpp"

namespace oomscan::detect {
namespace {

struct WaitingReason {
  std::string_view reason;
  std::string_view cause;
};
// pkg/kubelet/kuberuntime. RunContainerError turns into a terminated StartError and back.
constexpr std::array<WaitingReason, 6> kWaitingReasons{{
    {"CreateContainerConfigError", kCauseConfigError},
    {"CreateContainerError", "CreateContainerError"},
    {"PreCreateHookError", "PreCreateHookError"},
    {"PreStartHookError", "PreStartHookError"},
    {"PostStartHookError", "PostStartHookError"},
    {"RunContainerError", kCauseStartError},
}};

const WaitingReason* failed_start(const ContainerObservation& container) {
  if (!container.waiting) return nullptr;
  const auto found = std::find_if(kWaitingReasons.begin(), kWaitingReasons.end(),
                                  [&](const WaitingReason& each) { return each.reason == container.waiting->reason; });
  return found == kWaitingReasons.end() ? nullptr : &*found;
}

bool pod_may_matter(const PodObservation& pod) {
  return std::any_of(pod.containers.begin(), pod.containers.end(), [](const ContainerObservation& c) {
    return failed_start(c) != nullptr || (c.terminated && is_start_failure(*c.terminated)) ||
           (c.last_terminated && is_start_failure(*c.last_terminated));
  });
}

Claim claim_on(const ContainerObservation& container, std::string_view message, std::string_view cause) {
  return {.container = container.name,
          .kind = container.kind,
          .confidence = Confidence::confirmed,
          .cause = std::string(says_limit_is_too_low(message) ? kCauseLimitTooLow : cause)};
}

std::string line(std::string_view what, std::string_view message) {
  const std::string said = printable(message, kForeignTextBytesMax);
  return fmt::format("{}{}{}", what, said.empty() ? "" : ": ", said);
}

Claims judge(const Case& about) {
  Claims claims;
  const PodObservation* pod = about.pod();
  if (pod == nullptr) return claims;
  for (const ContainerObservation& container : pod->containers) {
    for (const RunEnd& end : run_ends(container)) {
      const Termination& termination = *end.termination;
      if (!is_start_failure(termination)) continue;
      Claim claim = claim_on(container, termination.message, kCauseStartError);
      claim.exit_code = termination.exit_code;
      if (termination.finished_at) claim.ended_at.push_back(*termination.finished_at);
      claim.evidence.push_back(
          {Source::oc_get_pods, termination.finished_at, line(describe(end), termination.message)});
      claims.push_back(std::move(claim));
    }
    if (const WaitingReason* waits = failed_start(container); waits != nullptr) {
      Claim claim = claim_on(container, container.waiting->message, waits->cause);
      claim.holds_now = true;
      claim.evidence.push_back({Source::oc_get_pods, std::nullopt,
                                line(fmt::format("state.waiting {}", waits->reason), container.waiting->message)});
      claims.push_back(std::move(claim));
    }
  }
  return claims;
}

}  // namespace

constinit const Rule kStartErrorStatus{
    .name = "start failure by status",
    .looks_at = "StartError and ContainerCannotRun ends, and waiting reasons of a failed start",
    .pod_may_matter = pod_may_matter,
    .judge = judge,
};

}  // namespace oomscan::detect
