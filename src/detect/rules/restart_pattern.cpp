#include <algorithm>
#include <cstdint>

#include <fmt/format.h>

#include "detect/reading/event_text.hpp"
#include "detect/reading/pod_end.hpp"
#include "detect/reading/runs.hpp"
#include "detect/reading/state.hpp"
#include "detect/reading/timing.hpp"
#include "detect/rules/crash_loop.hpp"
#include "detect/rules/rules.hpp"

namespace oomscan::detect {
namespace {

constexpr std::int64_t kRestartsOfALoop = 3;

// Waiting for an image is another failure, and hides how the last run ended.
bool waits_for_image(const ContainerObservation& container) {
  return container.waiting && is_image_failure(container.waiting->reason);
}

// Whatever the time.
bool restarts_after_failures(const ContainerObservation& container) {
  if (container.kind == ContainerKind::ephemeral || container.restart_count < kRestartsOfALoop) return false;
  if (waits_for_image(container)) return false;
  const auto ends = run_ends(container);
  return !ends.empty() && is_abnormal(*ends.front().termination) && ends.front().termination->finished_at;
}

// The kubelet forgets its back-off after so long a run, and so does this rule: one crash, or a node's reboot, is no
// loop.
bool was_a_short_run(const Termination& end) {
  return !end.started_at || !end.finished_at || *end.finished_at - *end.started_at < kBackOffForgottenAfter;
}

// The kubelet announces it, then the container has its grace period.
bool ended_for_an_update(const Case& about, const ContainerObservation& container, Timestamp ended) {
  const auto announces_it = [&](const SeenEvent& seen) {
    return seen.container == container.name && is_update_in_place(*seen.event) && seen.event->time &&
           *seen.event->time - kClockSlack <= ended && ended <= *seen.event->time + kStopSpread;
  };
  return std::any_of(about.events.begin(), about.events.end(), announces_it) ||
         std::any_of(about.earlier_events.begin(), about.earlier_events.end(), announces_it);
}

bool event_may_matter(const EventObservation& event) { return is_about_a_pod(event) && is_update_in_place(event); }

bool is_over(const PodObservation& pod) { return pod.phase == "Succeeded" || pod.phase == "Failed"; }

bool pod_may_matter(const PodObservation& pod) {
  return !is_over(pod) && std::any_of(pod.containers.begin(), pod.containers.end(), restarts_after_failures);
}

Claims judge(const Case& about) {
  Claims claims;
  const PodObservation* pod = about.pod();
  if (pod == nullptr || is_over(*pod)) return claims;
  const JudgingFrame& frame = about.frame;
  for (const ContainerObservation& container : pod->containers) {
    if (!restarts_after_failures(container)) {
      about.silent(container.name,
                   fmt::format("{} restarts, and no failure of its last run that has a time", container.restart_count));
      continue;
    }
    const RunEnd last = run_ends(container).front();
    const Timestamp failed = *last.termination->finished_at;
    if (frame.now - failed > kLongestLoopRound || is_settled(container, frame, failed)) {
      about.silent(container.name, "its last failure is older than the longest round of a loop, or it is settled");
      continue;
    }
    if (!frame.range.contains(failed) || ended_with_its_pod(about, container, last)) {
      about.silent(container.name, "its last failure is outside the time range, or its pod's end");
      continue;
    }
    if (!was_a_short_run(*last.termination)) {
      about.silent(container.name, "its last run was a long one: the kubelet has forgotten any back-off");
      continue;
    }
    if (ended_for_an_update(about, container, failed)) {
      about.silent(container.name, "it was stopped for an update in place");
      continue;
    }
    Claim claim = loop_claim(about, container.name, container.kind, &container);
    claim.confidence = Confidence::suspect;
    claim.evidence.push_back({Source::oc_get_pods, failed,
                              fmt::format("{} restarts, the last run failed minutes ago", container.restart_count)});
    claims.push_back(std::move(claim));
  }
  return claims;
}

}  // namespace

constinit const Rule kRestartPattern{
    .name = "restart pattern",
    .looks_at = "restart counts, and how the last run ended",
    .pod_may_matter = pod_may_matter,
    .event_may_matter = event_may_matter,
    .judge = judge,
};

}  // namespace oomscan::detect
