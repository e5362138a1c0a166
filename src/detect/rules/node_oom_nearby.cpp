#include <algorithm>

#include <fmt/format.h>

#include "detect/reading/cause.hpp"
#include "detect/reading/event_text.hpp"
#include "detect/reading/exit_codes.hpp"
#include "detect/reading/pod_end.hpp"
#include "detect/reading/runs.hpp"
#include "detect/reading/timing.hpp"
#include "detect/rules/rules.hpp"

namespace oomscan::detect {
namespace {

bool was_killed_without_reason(const Termination& termination) {
  return termination.reason == "Error" && termination.exit_code == kExitKilled;
}

// The nearest of the Node's OOM Events, if it is near enough.
std::optional<Timestamp> nearby(const std::vector<Timestamp>& node_ooms, Timestamp finished) {
  std::optional<Timestamp> nearest;
  for (const Timestamp time : node_ooms) {
    const Seconds distance = std::chrono::abs(time - finished);
    if (distance > kNodeOomReach) continue;
    if (!nearest || std::pair(distance, time) < std::pair(Seconds(std::chrono::abs(*nearest - finished)), *nearest)) {
      nearest = time;
    }
  }
  return nearest;
}

bool pod_may_matter(const PodObservation& pod) {
  return std::any_of(pod.containers.begin(), pod.containers.end(), [](const ContainerObservation& c) {
    return (c.terminated && was_killed_without_reason(*c.terminated)) ||
           (c.last_terminated && was_killed_without_reason(*c.last_terminated));
  });
}

Claims judge(const Case& about) {
  Claims claims;
  const PodObservation* pod = about.pod();
  if (pod == nullptr) return claims;
  for (const ContainerObservation& container : pod->containers) {
    for (const RunEnd& end : run_ends(container)) {
      const Termination& termination = *end.termination;
      if (!was_killed_without_reason(termination) || !termination.finished_at) continue;
      if (ended_with_its_pod(about, container, end)) {
        about.silent(container.name, describe(end) + ": its pod's end killed it");
        continue;
      }
      const auto node_oom = nearby(about.evidence.node_oom_times, *termination.finished_at);
      if (!node_oom) {
        about.silent(container.name,
                     fmt::format("{}: no OOM Event of its node within {} s", describe(end), kNodeOomReach.count()));
        continue;
      }
      Claim claim{.container = container.name,
                  .kind = container.kind,
                  .confidence = Confidence::suspect,
                  .cause = std::string(kCauseOomKilled),
                  .exit_code = termination.exit_code};
      claim.ended_at.push_back(*termination.finished_at);
      claim.evidence.push_back({Source::oc_get_pods, termination.finished_at, describe(end)});
      claim.evidence.push_back(
          {Source::events, *node_oom,
           fmt::format("OOM Event of the Node within {} s of it: the runtime may have lost the reason",
                       kNodeOomReach.count())});
      claims.push_back(std::move(claim));
    }
  }
  return claims;
}

}  // namespace

// The Node's Events come to the case as `node_oom_times`.
constinit const Rule kNodeOomNearby{
    .name = "kill near an OOM of the node",
    .looks_at = "ends with 137 and no reason, beside OOM Events of the pod's node",
    .pod_may_matter = pod_may_matter,
    .event_may_matter = is_node_oom,
    .pod_needs_node_events = pod_may_matter,
    .judge = judge,
};

}  // namespace oomscan::detect
