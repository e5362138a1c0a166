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
  cluster.identities.front().token = object.value("token", "");
  for (const nlohmann::json& tenant : object.value("tenants", nlohmann::json::array())) {
    Identity identity =
        limited_identity(tenant.at("user").get<std::string>(), tenant.at("namespaces").get<std::set<std::string>>());
    identity.token = tenant.value("token", "");
    cluster.identities.push_back(std::move(identity));
  }
  return cluster;
}

}  // namespace oomscan::fleet_sim
