#include "detect/rules/crash_loop.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "detect/reading/cause.hpp"
#include "detect/reading/event_text.hpp"
#include "detect/reading/moment.hpp"
#include "detect/reading/pod_end.hpp"
#include "detect/reading/runs.hpp"
#include "oomscan/model/text.hpp"

namespace oomscan::detect {

Claim loop_claim(const Case& about, const std::string& container, ContainerKind kind,
                 const ContainerObservation* observed) {
  LoopCause cause = loop_cause(about, container);
  Claim claim{.container = container,
              .kind = kind,
              .cause = std::move(cause.cause),
              .exit_code = cause.exit_code,
              .evidence = std::move(cause.evidence)};
  const PodObservation* pod = about.pod();
  if (pod == nullptr || observed == nullptr) return claim;
  for (const RunEnd& end : run_ends(*observed)) {
    const auto finished = end.termination->finished_at;
    if (!is_abnormal(*end.termination) || ended_with_its_pod(about, *observed, end)) continue;
    if (finished) claim.ended_at.push_back(*finished);
    claim.evidence.push_back({Source::oc_get_pods, finished, describe(end)});
  }
  return claim;
}

Claims loop_claims_by_events(const Case& about, bool (*tell)(const EventObservation&)) {
  // The kubelet backs off after clean exits too.
  const auto any_end = [](const Termination&) { return true; };
  std::map<std::string, Claim> by_container;
  for (const SeenEvent& seen : about.events) {
    if (!tell(*seen.event) || seen.kind == ContainerKind::ephemeral) {
      about.silent(seen.container, fmt::format("Event {}: not about restarting a container",
                                               printable(seen.event->reason, kForeignTextBytesMax)));
      continue;
    }
    auto at = by_container.find(seen.container);
    if (at == by_container.end()) {
      at = by_container.emplace(seen.container, loop_claim(about, seen.container, seen.kind, seen.observed)).first;
    }
    // Of Events that contradict each other the answer must not depend on their order.
    at->second.kind = std::min(at->second.kind, seen.kind);
    add_moment(at->second, seen, about.frame.range, any_end);
    at->second.evidence.push_back(evidence_of(*seen.event));
  }
  Claims claims;
  for (auto& [container, claim] : by_container) claims.push_back(std::move(claim));
  return claims;
}

}  // namespace oomscan::detect
