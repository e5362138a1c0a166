#include "fleet_sim/cluster_config.hpp"

#include "fleet_sim/presets.hpp"

namespace oomscan::fleet_sim {

NamespaceSpec namespace_from_json(const nlohmann::json& object) {
  NamespaceSpec space{object.at("name").get<std::string>(), {}, object.value("pods", 0)};
  for (const std::string& name : object.value("scenarios", std::vector<std::string>{})) {
    space.scenarios.push_back({name, name});
  }
  return space;
}

ClusterSpec cluster_from_json(const nlohmann::json& object) {
  ClusterSpec cluster = open_cluster(object.at("name").get<std::string>());
  cluster.door = door_from(object.value("door", "open"));
  cluster.openshift = object.value("openshift", true);
  for (const nlohmann::json& space : object.at("namespaces")) {
    cluster.namespaces.push_back(namespace_from_json(space));
  }
  return cluster;
}

}  // namespace oomscan::fleet_sim
