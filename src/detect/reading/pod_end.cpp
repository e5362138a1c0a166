#include "detect/reading/pod_end.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include "detect/reading/event_text.hpp"
#include "detect/reading/exit_codes.hpp"
#include "detect/reading/restart.hpp"
#include "detect/reading/timing.hpp"

namespace oomscan::detect {
namespace {

// status.reason as the kubelet (eviction, preemption, shutdown, activeDeadlineSeconds) and controllers set it.
constexpr std::array<std::string_view, 8> kStopReasons = {
    "Evicted", "Preempting", "Preempted", "DeadlineExceeded", "NodeShutdown", "Shutdown", "Terminated", "NodeLost",
};
// Admission by the kubelet: OutOfmemory, OutOfcpu, OutOfpods, ...
constexpr std::string_view kAdmissionPrefix = "OutOf";
// Tekton names its step and sidecar containers so.
constexpr std::string_view kTektonSidecarPrefix = "sidecar-";

bool is_sidecar(const ContainerObservation& container) {
  return container.kind == ContainerKind::sidecar ||
         (container.kind == ContainerKind::main && container.name.starts_with(kTektonSidecarPrefix));
}

bool does_the_work(const ContainerObservation& container) {
  return container.kind == ContainerKind::main && !is_sidecar(container);
}

bool work_is_done(const PodObservation& pod) {
  bool any = false;
  for (const ContainerObservation& container : pod.containers) {
    if (!does_the_work(container)) continue;
    // What is started again has not done its work.
    if (!container.terminated || is_started_again(pod, container, *container.terminated)) return false;
    any = true;
  }
  return any;
}

template <class Predicate>
std::optional<Timestamp> newest_end(const PodObservation& pod, Predicate counts) {
  std::optional<Timestamp> newest;
  for (const ContainerObservation& container : pod.containers) {
    if (!counts(container) || !container.terminated) continue;
    newest = std::max(newest, container.terminated->finished_at);
  }
  return newest;
}

// When the kubelet was asked to end the pod: a deletion is dated by when its grace period is over.
std::optional<Timestamp> deletion_began(const PodObservation& pod) {
  if (!pod.deletion_timestamp || !pod.deletion_grace) return std::nullopt;
  return *pod.deletion_timestamp - *pod.deletion_grace;
}

std::optional<Timestamp> earlier(std::optional<Timestamp> left, std::optional<Timestamp> right) {
  if (!left || !right) return left ? left : right;
  return std::min(left, right);
}

// nullopt: nothing tells.
std::optional<Timestamp> stop_began(const Case& about) {
  std::optional<Timestamp> began = earlier(about.pod()->disrupted_at, deletion_began(*about.pod()));
  for (const auto* events : {&about.events, &about.earlier_events}) {
    for (const SeenEvent& seen : *events) {
      if (!tells_of_a_stop(*seen.event)) continue;
      began = earlier(began, seen.event->first_time ? seen.event->first_time : seen.event->time);
    }
  }
  return began;
}

bool is_before(const Termination& end, std::optional<Timestamp> began) {
  return end.finished_at && began && *end.finished_at + kClockSlack < *began;
}

}  // namespace

bool was_stopped_from_outside(const PodObservation& pod) {
  return !pod.disruption_reason.empty() || pod.reason.starts_with(kAdmissionPrefix) ||
         std::find(kStopReasons.begin(), kStopReasons.end(), pod.reason) != kStopReasons.end();
}

bool ended_by_that_stop(const Case& about, const RunEnd& end) {
  const PodObservation& pod = *about.pod();
  if (!end.current || !was_stopped_from_outside(pod)) return false;
  const bool others_still_run = std::any_of(pod.containers.begin(), pod.containers.end(),
                                            [](const ContainerObservation& c) { return c.running; });
  if (others_still_run) return false;
  if (const auto began = stop_began(about); began && end.termination->finished_at) {
    return !is_before(*end.termination, began);
  }
  const auto last = newest_end(pod, [](const ContainerObservation&) { return true; });
  const auto finished = end.termination->finished_at;
  return !last || !finished || *last - *finished <= kStopSpread;
}

bool ended_with_its_pod(const Case& about, const ContainerObservation& container, const RunEnd& end) {
  const PodObservation& pod = *about.pod();
  if (ended_by_that_stop(about, end)) return true;
  const Termination& termination = *end.termination;
  const bool killed =
      !is_oom_killed(termination) && (termination.exit_code == kExitKilled || termination.exit_code == kExitTerminated);
  if (!killed) return false;
  if (end.current && pod.deletion_timestamp && !is_before(termination, deletion_began(pod))) return true;
  if (!is_sidecar(container) || !work_is_done(pod)) return false;
  if (end.current) return true;
  // Tekton ends a sidecar by giving it another image: the kill then stands in lastState.
  const auto done = newest_end(pod, does_the_work);
  return !done || !termination.finished_at || *done - kClockSlack <= *termination.finished_at;
}

}  // namespace oomscan::detect
