#include "detect/reading/state.hpp"

#include <algorithm>

#include "detect/reading/restart.hpp"
#include "detect/reading/runs.hpp"
#include "detect/reading/timing.hpp"

namespace oomscan::detect {
namespace {

// A clean exit ends the matter, unless the container is restarted anyway: then it may only be one round of the loop. Of
// an init container it does only if the pod went on: the kubelet takes OOMKilled with 0 for a failure.
bool ended_well(const PodObservation& pod, const ContainerObservation& container, const JudgingFrame& frame,
                std::optional<Timestamp> last_failure) {
  if (!container.terminated) return false;
  const Termination& end = *container.terminated;
  if (container.kind == ContainerKind::init && says_pod_went_on(end)) return true;
  if (end.exit_code != 0 || is_made_up(end)) return false;
  if (container.kind == ContainerKind::init) return pod_went_on_after(pod, container);
  if (!is_started_again(pod, container, end) || !last_failure) return true;
  const Seconds run = end.started_at && end.finished_at ? *end.finished_at - *end.started_at : Seconds{0};
  return frame.now - *last_failure > std::max(frame.settle, kLongestBackOff + run);
}

// A debug container that ended serves nothing and comes not back.
bool is_over_for_long(const ContainerObservation& container, const JudgingFrame& frame) {
  return container.kind == ContainerKind::ephemeral && container.terminated && container.terminated->finished_at &&
         frame.now - *container.terminated->finished_at > frame.settle;
}

bool has_recovered(const PodObservation& pod, std::string_view name, const JudgingFrame& frame,
                   std::optional<Timestamp> last_failure) {
  const ContainerObservation* container = name.empty() ? nullptr : find_container(pod, name);
  if (container != nullptr) {
    return is_settled(*container, frame, last_failure) || ended_well(pod, *container, frame, last_failure) ||
           is_over_for_long(*container, frame);
  }
  bool any = false;
  for (const ContainerObservation& each : pod.containers) {
    if (each.kind != ContainerKind::main && each.kind != ContainerKind::sidecar) continue;
    if (!is_settled(each, frame, last_failure)) return false;
    any = true;
  }
  return any;
}

}  // namespace

bool is_settled(const ContainerObservation& container, const JudgingFrame& frame,
                std::optional<Timestamp> last_failure) {
  const auto old = [&](Timestamp time) { return frame.now - time > frame.settle; };
  return container.running && container.ready && container.running_since && old(*container.running_since) &&
         (!last_failure || old(*last_failure));
}

State state_of(const Case& about, std::string_view container, std::optional<Timestamp> last_failure) {
  if (about.evidence.presence == Presence::gone) return State::gone;
  const PodObservation* pod = about.pod();
  if (about.evidence.presence == Presence::unknown || pod == nullptr) return State::unknown;
  if (pod->deletion_timestamp) return State::terminating;
  if (pod->phase == "Succeeded" || (about.evidence.job && about.evidence.job->made_good(*pod))) return State::recovered;
  return has_recovered(*pod, container, about.frame, last_failure) ? State::recovered : State::active;
}

}  // namespace oomscan::detect
