#include <algorithm>

#include "detect/reading/cause.hpp"
#include "detect/reading/event_text.hpp"
#include "detect/reading/exit_codes.hpp"
#include "detect/reading/pod_end.hpp"
#include "detect/reading/runs.hpp"
#include "detect/rules/rules.hpp"

namespace oomscan::detect {
namespace {

Claim claim_on(const ContainerObservation& container, const RunEnd& end) {
  const Termination& termination = *end.termination;
  Claim claim{.container = container.name,
              .kind = container.kind,
              .cause = std::string(kCauseOomKilled),
              .exit_code = termination.exit_code};
  std::string detail = describe(end);
  if (!termination.finished_at) {
    claim.confidence = Confidence::suspect;
    detail += ": when is not known";
  } else if (termination.exit_code == kExitKilled) {
    claim.confidence = Confidence::confirmed;
  } else {
    claim.confidence = Confidence::probable;
    detail += ": a process in the container was OOM-killed, the container itself ended otherwise";
  }
  if (termination.finished_at) claim.ended_at.push_back(*termination.finished_at);
  claim.evidence.push_back({Source::oc_get_pods, termination.finished_at, detail});
  return claim;
}

bool pod_may_matter(const PodObservation& pod) {
  return std::any_of(pod.containers.begin(), pod.containers.end(), [](const ContainerObservation& c) {
    return (c.terminated && is_oom_killed(*c.terminated)) || (c.last_terminated && is_oom_killed(*c.last_terminated));
  });
}

// When a stop of the whole pod began decides whose an OOM kill just before it is.
bool event_may_matter(const EventObservation& event) { return is_about_a_pod(event) && tells_of_a_stop(event); }

Claims judge(const Case& about) {
  Claims claims;
  const PodObservation* pod = about.pod();
  if (pod == nullptr) return claims;
  for (const ContainerObservation& container : pod->containers) {
    const std::vector<RunEnd> ends = run_ends(container);
    if (ends.empty()) about.silent(container.name, "no run of it has ended, as far as its status tells");
    for (const RunEnd& end : ends) {
      if (!is_oom_killed(*end.termination)) {
        about.silent(container.name, describe(end) + ": the reason is not OOMKilled");
        continue;
      }
      if (ended_by_that_stop(about, end)) {
        about.silent(container.name, describe(end) + ": a stop of the whole pod ended it");
        continue;
      }
      claims.push_back(claim_on(container, end));
    }
  }
  return claims;
}

}  // namespace

constinit const Rule kOomKilledStatus{
    .name = "OOMKilled by status",
    .looks_at = "state.terminated and lastState.terminated of each container",
    .pod_may_matter = pod_may_matter,
    .event_may_matter = event_may_matter,
    .judge = judge,
};

}  // namespace oomscan::detect
