#include "fleet_sim/cluster.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "fleet_sim/healthy_pods.hpp"
#include "fleet_sim/pod_builder.hpp"
#include "fleet_sim/scenarios.hpp"

namespace oomscan::fleet_sim {
namespace {

Json plain_metadata(const std::string& name, const std::string& seed, const std::string& created) {
  NameSource names(seed + name);
  return {{"name", name},
          {"uid", names.uid()},
          {"resourceVersion", std::to_string(1000 + names.below(900000))},
          {"creationTimestamp", created},
          {"labels", {{"kubernetes.io/metadata.name", name}}}};
}

ObjectStore::Object object_of(const Json& json) {
  return {json.at("metadata").at("name").get<std::string>(), json.dump()};
}

Json node_object(const std::string& name, const SceneFacts& facts) {
  Json metadata = plain_metadata(name, facts.seed + facts.cluster, rfc3339(facts.now - std::chrono::hours(24 * 90)));
  metadata["labels"] = {{"kubernetes.io/hostname", name}, {"node-role.kubernetes.io/worker", ""}};
  return {{"metadata", metadata},
          {"spec", Json::object()},
          {"status",
           {{"capacity", {{"cpu", "16"}, {"memory", "65536Mi"}, {"pods", "250"}}},
            {"conditions", Json::array({{{"type", "Ready"},
                                         {"status", "True"},
                                         {"reason", "KubeletReady"},
                                         {"message", "kubelet is posting ready status"},
                                         {"lastHeartbeatTime", rfc3339(facts.now)},
                                         {"lastTransitionTime", rfc3339(facts.now - std::chrono::hours(24))}}})},
            {"nodeInfo", {{"kubeletVersion", "v1.32.5"}, {"containerRuntimeVersion", "cri-o://1.32.5"}}}}}};
}

// An ordinary Event that shows how far this namespace's history reaches.
Json old_event(const SceneFacts& facts, const std::string& namespace_name, int age) {
  Scene scene(facts, "history", namespace_name, "web");
  const Json involved = {{"kind", "Deployment"},
                         {"namespace", namespace_name},
                         {"name", "web"},
                         {"uid", scene.names().uid()},
                         {"apiVersion", "apps/v1"}};
  Json event = object_event(scene, involved,
                            {.type = "Normal",
                             .reason = "ScalingReplicaSet",
                             .message = "Scaled up replica set web-6d4cf56db6 to 3",
                             .first_age = age,
                             .last_age = age,
                             .component = "deployment-controller"},
                            "");
  return event;
}

void fill_namespaces(SimCluster& cluster, const SceneFacts& facts, const std::vector<NamespaceSpec>& sorted) {
  std::vector<ObjectStore::Object> namespaces;
  std::vector<ObjectStore::Object> projects;
  for (const NamespaceSpec& space : sorted) {
    Json object = {{"metadata", plain_metadata(space.name, facts.seed + facts.cluster + "/ns/",
                                               rfc3339(facts.now - std::chrono::hours(24 * 60)))},
                   {"spec", {{"finalizers", Json::array({"kubernetes"})}}},
                   {"status", {{"phase", "Active"}}}};
    namespaces.push_back(object_of(object));
    projects.push_back(object_of(object));
  }
  cluster.namespaces.append("", std::move(namespaces));
  cluster.projects.append("", std::move(projects));
}

}  // namespace

const ObjectStore* SimCluster::store(std::string_view resource) const {
  for (const ObjectStore* store : {&namespaces, &nodes, &pods, &events}) {
    if (store->kind().resource == resource) return store;
  }
  return resource == kProjects.resource && spec.openshift ? &projects : nullptr;
}

std::string token_of(std::string_view seed, const ClusterSpec& cluster, const Identity& identity) {
  if (!identity.token.empty()) return identity.token;
  return "sha256~" + NameSource(std::string(seed) + "/token/" + cluster.name + "/" + identity.user).hex(43);
}

std::unique_ptr<SimCluster> build_cluster(const FleetSpec& fleet, const ClusterSpec& spec) {
  auto cluster = std::make_unique<SimCluster>();
  cluster->spec = spec;
  cluster->seed = fleet.seed;
  cluster->now = fleet.now;
  SceneFacts facts{spec.name, fleet.seed, fleet.now, {}, fleet.pod_bytes};
  std::vector<ObjectStore::Object> nodes;
  for (int i = 0; i < spec.nodes; ++i) {
    facts.nodes.push_back("ip-10-0-1-" + std::to_string(40 + i));
    nodes.push_back(object_of(node_object(facts.nodes.back(), facts)));
  }
  cluster->nodes.append("", std::move(nodes));

  std::vector<NamespaceSpec> sorted = spec.namespaces;
  std::sort(sorted.begin(), sorted.end(),
            [](const NamespaceSpec& a, const NamespaceSpec& b) { return key_before(a.name, b.name); });
  fill_namespaces(*cluster, facts, sorted);

  std::map<std::string, std::vector<ObjectStore::Object>> events;
  std::size_t healthy = 0;
  for (const NamespaceSpec& space : sorted) healthy += static_cast<std::size_t>(space.healthy_pods);
  cluster->pods.reserve(healthy * (fleet.pod_bytes + fleet.pod_bytes / 8));
  const HealthyPods template_pods(facts);
  for (const NamespaceSpec& space : sorted) {
    std::vector<ObjectStore::Object> pods = template_pods.render(space.name, space.healthy_pods);
    for (const ScenarioUse& use : space.scenarios) {
      const Scenario* scenario = find_scenario(use.scenario);
      if (scenario == nullptr) throw std::invalid_argument("no scenario is named '" + use.scenario + "'");
      Scene scene(facts, use.scenario, space.name, use.app);
      scenario->play(scene);
      for (const Json& pod : scene.pods()) pods.push_back(object_of(pod));
      for (const auto& [home, event] : scene.events()) events[home].push_back(object_of(event));
      cluster->expected.insert(cluster->expected.end(), scene.expected().begin(), scene.expected().end());
    }
    if (!pods.empty()) events[space.name].push_back(object_of(old_event(facts, space.name, spec.events_reach_back_s)));
    cluster->pods.append(space.name, std::move(pods));
  }
  for (const NamespaceSpec& space : sorted) cluster->events.append(space.name, std::move(events[space.name]));
  cluster->minor_version = fleet.minor_version;
  if (fleet.protobuf) {
    for (const ObjectStore* store : {&cluster->namespaces, &cluster->pods, &cluster->events}) {
      cluster->protobuf.try_emplace(store, *store);
    }
  }
  return cluster;
}

}  // namespace oomscan::fleet_sim
