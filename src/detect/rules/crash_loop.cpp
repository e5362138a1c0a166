#include "detect/rules/crash_loop.hpp"

#include <algorithm>
#include <map>

#include "detect/reading/cause.hpp"
#include "detect/reading/container_history.hpp"
#include "detect/reading/event_text.hpp"
#include "detect/reading/moment.hpp"
#include "detect/reading/pod_end.hpp"

namespace oomscan::detect {

Verdict loop_verdict(const Case& about, const std::string& container, ContainerKind kind,
                     const ContainerObservation* observed) {
  LoopCause cause = loop_cause(about, container);
  Verdict verdict{.container = container,
                  .kind = kind,
                  .cause = std::move(cause.cause),
                  .exit_code = cause.exit_code,
                  .evidence = std::move(cause.evidence)};
  const PodObservation* pod = about.pod();
  if (pod == nullptr || observed == nullptr) return verdict;
  for (const RunEnd& end : run_ends(*observed)) {
    const auto finished = end.termination->finished_at;
    if (!is_abnormal(*end.termination) || ended_with_its_pod(*pod, *observed, end)) continue;
    if (finished) verdict.ended_at.push_back(*finished);
    verdict.evidence.push_back({Source::oc_get_pods, finished, describe(end)});
  }
  return verdict;
}

Verdicts loop_verdicts_by_events(const Case& about, bool (*tell)(const EventObservation&)) {
  // The kubelet backs off after clean exits too.
  const auto any_end = [](const Termination&) { return true; };
  std::map<std::string, Verdict> by_container;
  for (const SeenEvent& seen : about.events) {
    if (!tell(*seen.event) || seen.kind == ContainerKind::ephemeral) continue;
    auto at = by_container.find(seen.container);
    if (at == by_container.end()) {
      at = by_container.emplace(seen.container, loop_verdict(about, seen.container, seen.kind, seen.observed)).first;
    }
    // Of Events that contradict each other the answer must not depend on their order.
    at->second.kind = std::min(at->second.kind, seen.kind);
    add_moment(at->second, seen, about.frame.range, any_end);
    at->second.evidence.push_back(evidence_of(*seen.event));
  }
  Verdicts verdicts;
  for (auto& [container, verdict] : by_container) verdicts.push_back(std::move(verdict));
  return verdicts;
}

}  // namespace oomscan::detect
