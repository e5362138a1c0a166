#include "detect/reading/workload.hpp"

#include <algorithm>
#include <string_view>

namespace oomscan::detect {
namespace {

std::string_view value_of(const std::map<std::string, std::string>& map, const std::string& key) {
  const auto found = map.find(key);
  return found == map.end() ? std::string_view{} : std::string_view{found->second};
}

}  // namespace

Workload workload_of(const PodObservation& pod) {
  const auto owner = std::find_if(pod.owners.begin(), pod.owners.end(),
                                  [](const OwnerReference& reference) { return reference.controller; });
  if (owner == pod.owners.end()) return {"Pod", pod.name};
  if (owner->kind == "ReplicaSet") {
    const std::string_view hash = value_of(pod.labels, "pod-template-hash");
    const std::string suffix = "-" + std::string(hash);
    if (!hash.empty() && owner->name.size() > suffix.size() && owner->name.ends_with(suffix)) {
      return {"Deployment", owner->name.substr(0, owner->name.size() - suffix.size())};
    }
  }
  if (owner->kind == "ReplicationController") {
    const std::string_view config = value_of(pod.annotations, "openshift.io/deployment-config.name");
    if (!config.empty()) return {"DeploymentConfig", std::string(config)};
  }
  return {owner->kind, owner->name};
}

}  // namespace oomscan::detect
