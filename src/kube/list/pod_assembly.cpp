#include "kube/list/pod_assembly.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>
#include <utility>

namespace oomscan::kube {
namespace {

ContainerKind kind_of(ContainerKind group, const ContainerSpec* spec) {
  const bool sidecar = group == ContainerKind::init && spec != nullptr && spec->restart_policy == "Always";
  return sidecar ? ContainerKind::sidecar : group;
}

using Limit = std::optional<std::int64_t>;

// What cgroup v1 shows where there is no limit is the largest number that it can hold, rounded to pages.
constexpr std::int64_t kNoLimitFrom = std::int64_t{1} << 60;

Limit real(Limit limit) { return limit && *limit < kNoLimitFrom ? limit : std::nullopt; }

Limit limit_of(const PodParts& parts) {
  if (!parts.spec_resources.memory_limit_bytes) return std::nullopt;
  const Limit in_effect = real(parts.status_resources.memory_limit_bytes);
  return in_effect ? in_effect : parts.spec_resources.memory_limit_bytes;
}

// A container without a limit in its spec shows its pod's as its own while it runs (kubelets of 1.36).
void bind_to(Limit pods_limit, Limit own_in_spec, ContainerObservation& container) {
  container.memory_limit_bytes = real(container.memory_limit_bytes);
  if (!pods_limit || container.kind == ContainerKind::ephemeral) return;
  const bool has_own = own_in_spec && container.memory_limit_bytes;
  if (has_own && *container.memory_limit_bytes <= *pods_limit) return;
  container.memory_limit_bytes = pods_limit;
  container.memory_limit_is_pods = true;
}

ContainerObservation from_spec(ContainerSpec&& spec, ContainerKind group, Limit pods_limit) {
  ContainerObservation container;
  container.kind = kind_of(group, &spec);
  container.name = std::move(spec.name);
  container.in_spec = true;
  container.image = std::move(spec.image);
  container.memory_limit_bytes = spec.memory_limit_bytes;
  container.memory_request_bytes = spec.memory_request_bytes;
  container.restart_policy = std::move(spec.restart_policy);
  container.restart_rules = std::move(spec.restart_rules);
  bind_to(pods_limit, spec.memory_limit_bytes, container);
  return container;
}

ContainerObservation joined(ContainerStatus&& status, const ContainerSpec* spec, ContainerKind group,
                            Limit pods_limit) {
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
    container.restart_policy = spec->restart_policy;
    container.restart_rules = spec->restart_rules;
  }
  bind_to(pods_limit, spec == nullptr ? std::nullopt : spec->memory_limit_bytes, container);
  container.ready = status.ready;
  container.restart_count = std::max(status.restart_count, 0);  // no kubelet counts below
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

void join(ContainerGroup&& group, ContainerKind kind, Limit pods_limit, std::vector<ContainerObservation>& containers,
          std::vector<ContainerObservation>& without_status) {
  std::vector<const ContainerSpec*> matches(group.statuses.size());
  for (std::size_t i = 0; i < matches.size(); ++i) matches[i] = spec_for(group.specs, group.statuses, i);
  for (ContainerSpec& spec : group.specs) {
    const bool has_status = std::any_of(group.statuses.begin(), group.statuses.end(),
                                        [&](const ContainerStatus& status) { return status.name == spec.name; });
    if (!has_status) without_status.push_back(from_spec(std::move(spec), kind, pods_limit));
  }
  for (std::size_t i = 0; i < matches.size(); ++i) {
    containers.push_back(joined(std::move(group.statuses[i]), matches[i], kind, pods_limit));
  }
}

}  // namespace

bool is_possible(const PodParts& parts) {
  if (parts.pod.name.empty() || parts.pod.name.size() > kPodNameBytesMax) return false;
  for (const ContainerGroup* group : {&parts.main, &parts.init, &parts.ephemeral}) {
    if (group->specs.size() > kContainersMax || group->statuses.size() > kContainersMax) return false;
  }
  return true;
}

PodObservation assemble(PodParts&& parts) {
  PodObservation pod = std::move(parts.pod);
  if (const auto mirror = pod.annotations.find("kubernetes.io/config.mirror"); mirror != pod.annotations.end()) {
    pod.mirror_uid = mirror->second;
  }
  pod.containers.clear();
  pod.containers.reserve(parts.main.statuses.size() + parts.init.statuses.size() + parts.ephemeral.statuses.size());
  std::vector<ContainerObservation> without_status;
  const Limit pods_limit = limit_of(parts);
  join(std::move(parts.main), ContainerKind::main, pods_limit, pod.containers, without_status);
  join(std::move(parts.init), ContainerKind::init, pods_limit, pod.containers, without_status);
  join(std::move(parts.ephemeral), ContainerKind::ephemeral, pods_limit, pod.containers, without_status);
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
