// What the kubelet's Events say, read from their reasons, messages and field paths. Messages carry names that users
// choose, so phrases are looked for only where the kubelet puts them. Pure functions, safe from any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "oomscan/model/event.hpp"
#include "oomscan/model/finding.hpp"

namespace oomscan::detect {

// "BackOff" about restarting a container, not about pulling an image: both have the same reason.
[[nodiscard]] bool is_restart_back_off(const EventObservation& event);

enum class Probe { liveness, startup };
// The probe for whose failure the kubelet says that it kills a container; nullopt for all other Events.
[[nodiscard]] std::optional<Probe> killed_for_probe(const EventObservation& event);

// A reason of somebody's own making that names the failure, in any form and case: "PreviousContainerWasOOMKilled",
// "PodOOMKilling", "container-oom-killed".
[[nodiscard]] bool names_oom_kill(const EventObservation& event);
[[nodiscard]] bool names_crash_loop(const EventObservation& event);

// A container or sandbox could not be created because its memory limit does not even hold its first process.
[[nodiscard]] bool tells_start_oom(const EventObservation& event);

// The kubelet cannot get an image: "Back-off pulling image ...", "Failed to pull image ...", "Error: ErrImagePull", ...
[[nodiscard]] bool tells_image_failure(const EventObservation& event);
// One that only tells of waiting after an earlier failure.
[[nodiscard]] bool is_pull_back_off(const EventObservation& event);
// The reasons with which a container waits for such an image.
[[nodiscard]] bool is_image_failure(std::string_view waiting_reason);

// "Failed": a container could not be created or started, and not for its image.
[[nodiscard]] bool tells_start_failure(const EventObservation& event);

// The kubelet evicts the pod.
[[nodiscard]] bool is_eviction(const EventObservation& event);

// A pod or container is being stopped from outside, whatever it does itself: when that began is the Event's time.
[[nodiscard]] bool tells_of_a_stop(const EventObservation& event);

// A container is restarted because its spec or resources changed in place: no failure.
[[nodiscard]] bool is_update_in_place(const EventObservation& event);

// "SystemOOM", "OOMKilling", "PodOOMKilling", ... on a Node, where kubelets and detectors write such Events.
[[nodiscard]] bool is_node_oom(const EventObservation& event);

// On a Pod, and in the Pod's own namespace.
[[nodiscard]] bool is_about_a_pod(const EventObservation& event);

// The container that the Event itself names, by its field path, else in its message; the name is empty if neither does.
struct NamedContainer {
  std::string_view name{};  // points into the Event
  ContainerKind kind = ContainerKind::main;
};
[[nodiscard]] NamedContainer container_named_by(const EventObservation& event);

// "BackOff Event x92: Back-off restarting failed container app in pod ..."
[[nodiscard]] Evidence evidence_of(const EventObservation& event);

}  // namespace oomscan::detect
