#include "kube/list/pod_assembly.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>
#include <utility>

namespace oomscan::kube {
namespace {

ContainerKind kind_of(ContainerKind group, const ContainerSpec* spec) {
  const bool sidecar = group == ContainerKind::init && spec != nullptr && spec->restarts_always;
  return sidecar ? ContainerKind::sidecar : group;
}

ContainerObservation from_spec(ContainerSpec&& spec, ContainerKind group) {
  ContainerObservation container;
  container.kind = kind_of(group, &spec);
  container.name = std::move(spec.name);
  container.in_spec = true;
  container.image = std::move(spec.image);
  container.memory_limit_bytes = spec.memory_limit_bytes;
  container.memory_request_bytes = spec.memory_request_bytes;
  return container;
}

ContainerObservation joined(ContainerStatus&& status, const ContainerSpec* spec, ContainerKind group) {
  ContainerObservation container;
  container.kind = kind_of(group, spec);
  container.name = std::move(status.name);
  container.in_spec = spec != nullptr;
  container.has_status = true;
  container.image = std::move(status.image);
  container.memory_limit_bytes = status.memory_limit_bytes;
  container.memory_request_bytes = status.memory_request_bytes;
  if (spec != nullptr) {
    if (container.image.empty()) container.image = spec->image;
    if (!container.memory_limit_bytes) container.memory_limit_bytes = spec->memory_limit_bytes;
    if (!container.memory_request_bytes) container.memory_request_bytes = spec->memory_request_bytes;
  }
  container.ready = status.ready;
  container.restart_count = status.restart_count;
  // The API promises one of the three at most; of two, the end is what cannot be undone.
  if (status.terminated) {
    container.terminated = std::move(status.terminated);
  } else if (status.running) {
    container.running = true;
    container.running_since = status.running_since;
  } else {
    container.waiting = std::move(status.waiting);
  }
  container.last_terminated = std::move(status.last_terminated);
  return container;
}

// The spec of the status at `index`. A name that stands twice in both lists is matched first to first, second to
// second; twice in the statuses alone, both have the one spec.
const ContainerSpec* spec_for(const std::vector<ContainerSpec>& specs, const std::vector<ContainerStatus>& statuses,
                              std::size_t index) {
  const std::string& name = statuses[index].name;
  std::size_t earlier = 0;
  for (std::size_t i = 0; i < index; ++i) earlier += statuses[i].name == name ? 1U : 0U;
  const ContainerSpec* found = nullptr;
  for (const ContainerSpec& spec : specs) {
    if (spec.name != name) continue;
    found = &spec;
    if (earlier == 0) break;
    --earlier;
  }
  return found;
}

void join(ContainerGroup&& group, ContainerKind kind, std::vector<ContainerObservation>& containers,
          std::vector<ContainerObservation>& without_status) {
  std::vector<const ContainerSpec*> matches(group.statuses.size());
  for (std::size_t i = 0; i < matches.size(); ++i) matches[i] = spec_for(group.specs, group.statuses, i);
  for (ContainerSpec& spec : group.specs) {
    const bool has_status = std::any_of(group.statuses.begin(), group.statuses.end(),
                                        [&](const ContainerStatus& status) { return status.name == spec.name; });
    if (!has_status) without_status.push_back(from_spec(std::move(spec), kind));
  }
  for (std::size_t i = 0; i < matches.size(); ++i) {
    containers.push_back(joined(std::move(group.statuses[i]), matches[i], kind));
  }
}

}  // namespace

PodObservation assemble(PodParts&& parts) {
  PodObservation pod = std::move(parts.pod);
  if (const auto mirror = pod.annotations.find("kubernetes.io/config.mirror"); mirror != pod.annotations.end()) {
    pod.mirror_uid = mirror->second;
  }
  pod.containers.clear();
  pod.containers.reserve(parts.main.statuses.size() + parts.init.statuses.size() + parts.ephemeral.statuses.size());
  std::vector<ContainerObservation> without_status;
  join(std::move(parts.main), ContainerKind::main, pod.containers, without_status);
  join(std::move(parts.init), ContainerKind::init, pod.containers, without_status);
  join(std::move(parts.ephemeral), ContainerKind::ephemeral, pod.containers, without_status);
  std::move(without_status.begin(), without_status.end(), std::back_inserter(pod.containers));
  return pod;
}

bool is_kept_label(std::string_view key) {
  return std::find(std::begin(kPodLabelsKept), std::end(kPodLabelsKept), key) != std::end(kPodLabelsKept);
}

bool is_kept_annotation(std::string_view key) {
  return std::find(std::begin(kPodAnnotationsKept), std::end(kPodAnnotationsKept), key) !=
         std::end(kPodAnnotationsKept);
}

}  // namespace oomscan::kube
