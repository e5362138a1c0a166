#include <optional>

#include "detect/reading/cause.hpp"
#include "detect/reading/event_text.hpp"
#include "detect/reading/runs.hpp"
#include "detect/reading/timing.hpp"
#include "detect/rules/rules.hpp"

namespace oomscan::detect {
namespace {

bool event_may_matter(const EventObservation& event) {
  return is_about_a_pod(event) && killed_for_probe(event).has_value();
}

// The container ends within its grace period after the Event, whichever way it takes being asked to.
std::optional<RunEnd> end_by_kill(const SeenEvent& seen) {
  if (seen.observed == nullptr || !seen.event->time) return std::nullopt;
  for (const RunEnd& end : run_ends(*seen.observed)) {
    const auto finished = end.termination->finished_at;
    if (is_made_up(*end.termination) || !finished) continue;
    if (*seen.event->time - kClockSlack <= *finished && *finished <= *seen.event->time + kStopSpread) {
      return end;
    }
  }
  return std::nullopt;
}

Claims judge(const Case& about) {
  Claims claims;
  for (const SeenEvent& seen : about.events) {
    const auto probe = killed_for_probe(*seen.event);
    if (!probe) continue;
    Claim claim{.container = seen.container,
                .kind = seen.kind,
                .confidence = Confidence::confirmed,
                .cause = std::string(*probe == Probe::liveness ? kCauseLivenessKilled : kCauseStartupProbe)};
    if (const auto end = end_by_kill(seen)) {
      claim.exit_code = end->termination->exit_code;
      claim.evidence.push_back({Source::oc_get_pods, end->termination->finished_at, describe(*end)});
    }
    if (seen.event->time) claim.seen_at.push_back(*seen.event->time);
    claim.evidence.push_back(evidence_of(*seen.event));
    claims.push_back(std::move(claim));
  }
  return claims;
}

}  // namespace

constinit const Rule kProbeKillEvent{
    .name = "kubelet's probe kills",
    .looks_at = "Events Killing that name a failed liveness or startup probe",
    .event_may_matter = event_may_matter,
    .judge = judge,
};

}  // namespace oomscan::detect
