// Containers that ended because their whole pod did: what the runtime then reports says nothing about the container.
// Pure functions, safe from any thread.
#pragma once

#include "detect/case.hpp"
#include "detect/reading/runs.hpp"
#include "oomscan/model/pod.hpp"

namespace oomscan::detect {

// Evicted, preempted, refused by the node, shut down with it, or over its deadline.
[[nodiscard]] bool was_stopped_from_outside(const PodObservation& pod);

// Did this run end because the pod was stopped from outside? Only the newest run can, and not if it ended before the
// stop began, as the pod's condition, its Events or its deletion tell; where none of them does, only if it ended with
// the pod's last ones. The pod was read.
[[nodiscard]] bool ended_by_that_stop(const Case& about, const RunEnd& end);

// The same, or: killed by TERM or KILL because the pod is being deleted, or because it is a sidecar (native, or
// Tekton's) and the work of its pod is done.
[[nodiscard]] bool ended_with_its_pod(const Case& about, const ContainerObservation& container, const RunEnd& end);

}  // namespace oomscan::detect
