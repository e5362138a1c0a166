#include "detect/rules/start_oom_status.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "detect/reading/cause.hpp"
#include "detect/reading/container_history.hpp"
#include "detect/reading/event_text.hpp"
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

Verdict verdict_on(const ContainerObservation& container) {
  return {.container = container.name,
          .kind = container.kind,
          .confidence = Confidence::probable,
          .cause = std::string(kCauseLimitTooLow)};
}

Verdicts judge(const Case& about) {
  Verdicts verdicts;
  const PodObservation* pod = about.pod();
  if (pod == nullptr) return verdicts;
  for (const ContainerObservation& container : pod->containers) {
    for (const RunEnd& end : run_ends(container)) {
      const Termination& termination = *end.termination;
      if (!is_start_oom(termination)) continue;
      Verdict verdict = verdict_on(container);
      verdict.exit_code = termination.exit_code;
      if (termination.finished_at) verdict.ended_at.push_back(*termination.finished_at);
      verdict.evidence.push_back(
          {Source::oc_get_pods, termination.finished_at,
           fmt::format("{}: {}", describe(end), printable(termination.message, kForeignTextBytesMax))});
      verdicts.push_back(std::move(verdict));
    }
    if (waits_after_start_oom(container)) {
      Verdict verdict = verdict_on(container);
      verdict.holds_now = true;
      verdict.evidence.push_back({Source::oc_get_pods, std::nullopt,
                                  fmt::format("state.waiting {}: {}", container.waiting->reason,
                                              printable(container.waiting->message, kForeignTextBytesMax))});
      verdicts.push_back(std::move(verdict));
    }
  }
  return verdicts;
}

}  // namespace

constinit const Rule kStartOomStatus{pod_may_matter, nullptr, judge};

}  // namespace oomscan::detect
