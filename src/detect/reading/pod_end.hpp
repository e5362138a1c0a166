// Containers that ended because their whole pod did: what the runtime then reports says nothing about the container.
// Pure functions, safe from any thread.
#pragma once

#include "detect/reading/container_history.hpp"
#include "oomscan/model/pod.hpp"

namespace oomscan::detect {

// Evicted, preempted, refused by the node, shut down with it, or over its deadline.
[[nodiscard]] bool was_stopped_from_outside(const PodObservation& pod);

// Did this run end because the pod was stopped from outside? Only the newest run can, and only if it ended with the
// pod's last ones: an end well before them came earlier and stands on its own.
[[nodiscard]] bool ended_by_that_stop(const PodObservation& pod, const RunEnd& end);

// The same, or: killed by TERM or KILL because the pod is being deleted, or because it is a sidecar (native, or
// Tekton's) and the work of its pod is done.
[[nodiscard]] bool ended_with_its_pod(const PodObservation& pod, const ContainerObservation& container,
                                      const RunEnd& end);

}  // namespace oomscan::detect
