// What a pod in protobuf says of its containers: specs and statuses, as parts to be joined.
// Pure, safe from any thread.
#pragma once

#include <string_view>

#include "kube/list/pod_assembly.hpp"
#include "kube/protobuf/protobuf_walk.hpp"

namespace oomscan::kube {

// core/v1 Container.
[[nodiscard]] ContainerSpec container_spec(std::string_view message, WireWalk& walk);

// core/v1 EphemeralContainer: the same, one message deeper.
[[nodiscard]] ContainerSpec ephemeral_container_spec(std::string_view message, WireWalk& walk);

// core/v1 ResourceRequirements of the whole pod.
[[nodiscard]] PodResources pod_resources(const Field& message, WireWalk& walk);

// core/v1 ContainerStatus.
[[nodiscard]] ContainerStatus container_status(std::string_view message, WireWalk& walk);

}  // namespace oomscan::kube
