#include "detect/rules/node_oom_nearby.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "detect/reading/cause.hpp"
#include "detect/reading/container_history.hpp"
#include "detect/reading/event_text.hpp"
#include "detect/reading/pod_end.hpp"
#include "detect/reading/timing.hpp"

namespace oomscan::detect {
namespace {

constexpr int kExitKilled = 137;

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

Verdicts judge(const Case& about) {
  Verdicts verdicts;
  const PodObservation* pod = about.pod();
  if (pod == nullptr) return verdicts;
  for (const ContainerObservation& container : pod->containers) {
    for (const RunEnd& end : run_ends(container)) {
      const Termination& termination = *end.termination;
      if (!was_killed_without_reason(termination) || !termination.finished_at) continue;
      if (ended_with_its_pod(*pod, container, end)) continue;
      const auto node_oom = nearby(about.evidence.node_oom_times, *termination.finished_at);
      if (!node_oom) continue;
      Verdict verdict{.container = container.name,
                      .kind = container.kind,
                      .confidence = Confidence::suspect,
                      .cause = std::string(kCauseOomKilled),
                      .exit_code = termination.exit_code};
      verdict.ended_at.push_back(*termination.finished_at);
      verdict.evidence.push_back({Source::oc_get_pods, termination.finished_at, describe(end)});
      verdict.evidence.push_back(
          {Source::events, *node_oom,
           fmt::format("OOM Event of the Node within {} s of it: the runtime may have lost the reason",
                       kNodeOomReach.count())});
      verdicts.push_back(std::move(verdict));
    }
  }
  return verdicts;
}

}  // namespace

// The Node's Events come to the case as `node_oom_times`.
constinit const Rule kNodeOomNearby{pod_may_matter, is_node_oom, judge};

}  // namespace oomscan::detect
