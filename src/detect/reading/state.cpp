#include "detect/reading/state.hpp"

#include <algorithm>

#include "detect/reading/container_history.hpp"
#include "detect/reading/timing.hpp"

namespace oomscan::detect {
namespace {

bool is_restarted_after_success(const PodObservation& pod, const ContainerObservation& container) {
  if (container.kind == ContainerKind::sidecar) return true;
  const bool always = pod.restart_policy.empty() || pod.restart_policy == "Always";
  return container.kind == ContainerKind::main && always;
}

// A clean exit ends the matter, unless the container is restarted anyway: then it may only be one round of the loop.
bool ended_well(const PodObservation& pod, const ContainerObservation& container, const JudgingFrame& frame,
                std::optional<Timestamp> last_failure) {
  if (!container.terminated || container.terminated->exit_code != 0 || is_made_up(*container.terminated)) return false;
  if (!is_restarted_after_success(pod, container) || !last_failure) return true;
  const auto [started, finished] = std::pair(container.terminated->started_at, container.terminated->finished_at);
  const Seconds run = started && finished ? *finished - *started : Seconds{0};
  return frame.now - *last_failure > std::max(frame.settle, kLongestBackOff + run);
}

bool has_recovered(const PodObservation& pod, std::string_view name, const JudgingFrame& frame,
                   std::optional<Timestamp> last_failure) {
  const ContainerObservation* container = name.empty() ? nullptr : find_container(pod, name);
  if (container != nullptr) {
    return is_settled(*container, frame, last_failure) || ended_well(pod, *container, frame, last_failure);
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
  if (pod->phase == "Succeeded" || about.evidence.later_job_pod_succeeded) return State::recovered;
  return has_recovered(*pod, container, about.frame, last_failure) ? State::recovered : State::active;
}

}  // namespace oomscan::detect
