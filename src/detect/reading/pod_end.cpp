#include "detect/reading/pod_end.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

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

constexpr int kExitKilled = 137;
constexpr int kExitTerminated = 143;

bool is_sidecar(const ContainerObservation& container) {
  return container.kind == ContainerKind::sidecar ||
         (container.kind == ContainerKind::main && container.name.starts_with(kTektonSidecarPrefix));
}

bool does_the_work(const ContainerObservation& container) {
  return container.kind == ContainerKind::main && !is_sidecar(container);
}

bool work_is_done(const PodObservation& pod) {
  // Always: what ended is started again, and the work is never done.
  if (pod.restart_policy == "Always" || pod.restart_policy.empty()) return false;
  bool any = false;
  for (const ContainerObservation& container : pod.containers) {
    if (!does_the_work(container)) continue;
    if (!container.terminated) return false;
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

}  // namespace

bool was_stopped_from_outside(const PodObservation& pod) {
  return !pod.disruption_reason.empty() || pod.reason.starts_with(kAdmissionPrefix) ||
         std::find(kStopReasons.begin(), kStopReasons.end(), pod.reason) != kStopReasons.end();
}

bool ended_by_that_stop(const PodObservation& pod, const RunEnd& end) {
  if (!end.current || !was_stopped_from_outside(pod)) return false;
  const bool others_still_run = std::any_of(pod.containers.begin(), pod.containers.end(),
                                            [](const ContainerObservation& c) { return c.running; });
  if (others_still_run) return false;
  const auto last = newest_end(pod, [](const ContainerObservation&) { return true; });
  const auto finished = end.termination->finished_at;
  return !last || !finished || *last - *finished <= kStopSpread;
}

bool ended_with_its_pod(const PodObservation& pod, const ContainerObservation& container, const RunEnd& end) {
  if (ended_by_that_stop(pod, end)) return true;
  const Termination& termination = *end.termination;
  const bool killed =
      !is_oom_killed(termination) && (termination.exit_code == kExitKilled || termination.exit_code == kExitTerminated);
  if (!killed) return false;
  if (end.current && pod.deletion_timestamp) return true;
  if (!is_sidecar(container) || !work_is_done(pod)) return false;
  if (end.current) return true;
  // Tekton ends a sidecar by giving it another image: the kill then stands in lastState.
  const auto done = newest_end(pod, does_the_work);
  return !done || !termination.finished_at || *done - kClockSlack <= *termination.finished_at;
}

}  // namespace oomscan::detect
