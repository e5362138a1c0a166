// The one way from a pod's decoded parts to a PodObservation, whatever the encoding was: spec and status of each
// container are joined by name, for their orders differ, and a name may be missing from the spec or stand twice.
// Pure, safe from any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "oomscan/model/pod.hpp"

namespace oomscan::kube {

// spec.containers[], spec.initContainers[], spec.ephemeralContainers[]
struct ContainerSpec {
  std::string name;
  std::string image;
  std::string restart_policy;  // the container's own; "Always" makes a native sidecar of an init container
  std::vector<RestartRule> restart_rules;
  std::optional<std::int64_t> memory_limit_bytes;
  std::optional<std::int64_t> memory_request_bytes;
};

// status.containerStatuses[], status.initContainerStatuses[], status.ephemeralContainerStatuses[]
struct ContainerStatus {
  std::string name;
  std::string image;
  bool ready = false;
  int restart_count = 0;
  std::optional<Waiting> waiting;
  bool running = false;
  std::optional<Timestamp> running_since;
  std::optional<Termination> terminated;
  std::optional<Termination> last_terminated;
  // status...resources: what is in effect; never allocatedResources, which is what was promised.
  std::optional<std::int64_t> memory_limit_bytes;
  std::optional<std::int64_t> memory_request_bytes;
};

// spec.resources or status.resources of the pod.
struct PodResources {
  std::optional<std::int64_t> memory_limit_bytes;
  std::optional<std::int64_t> memory_request_bytes;
};

struct ContainerGroup {
  std::vector<ContainerSpec> specs;
  std::vector<ContainerStatus> statuses;
};

struct PodParts {
  PodObservation pod;  // everything but `containers` and `mirror_uid`
  ContainerGroup main;
  ContainerGroup init;
  ContainerGroup ephemeral;
  PodResources spec_resources;
  // Written into every pod by kubelets of 1.36, whatever limits there are: it tells of the pod's limit only where the
  // spec has one.
  PodResources status_resources;
};

// No API server takes a pod with more containers of a kind (an object has 1.5 MiB) or a longer name (RFC 1123).
inline constexpr std::size_t kContainersMax = 2'000;
inline constexpr std::size_t kPodNameBytesMax = 253;

// Whether there can be such a pod: one that cannot be is not worth the time that it would take.
[[nodiscard]] bool is_possible(const PodParts& parts);

[[nodiscard]] PodObservation assemble(PodParts&& parts);

// Labels and annotations that are kept; everything else is dropped by decoders before it is copied.
[[nodiscard]] bool is_kept_label(std::string_view key);
[[nodiscard]] bool is_kept_annotation(std::string_view key);

}  // namespace oomscan::kube
