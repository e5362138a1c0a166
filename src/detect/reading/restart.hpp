// The one answer to "will it be started again?". Facts: ContainerShouldRestart in pkg/kubelet/container/helpers.go
// (1.34), and how the kubelet treats init containers. Pure functions, safe from any thread.
#pragma once

#include "oomscan/model/pod.hpp"

namespace oomscan::detect {

// Will the kubelet start the container again after such an end? By its own rules and policy where it has them, else by
// its pod's policy. An end whose code is made up may fit any rule: then what may be counts as what will be.
[[nodiscard]] bool is_started_again(const PodObservation& pod, const ContainerObservation& container,
                                    const Termination& end);

// Did the pod go on after this init container: did a later init container or a main one leave PodInitializing behind?
[[nodiscard]] bool pod_went_on_after(const PodObservation& pod, const ContainerObservation& init);

}  // namespace oomscan::detect
