// One built cluster: its objects, who may see them, and what a scan should find. Immutable after building; thread-safe.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "fleet_sim/fleet_spec.hpp"
#include "fleet_sim/object_store.hpp"
#include "fleet_sim/protobuf_items.hpp"
#include "fleet_sim/scene.hpp"

namespace oomscan::fleet_sim {

inline constexpr ResourceKind kNamespaces{"Namespace", "namespaces", "v1", false};
inline constexpr ResourceKind kNodes{"Node", "nodes", "v1", false};
inline constexpr ResourceKind kPods{"Pod", "pods", "v1", true};
inline constexpr ResourceKind kEvents{"Event", "events", "v1", true};
inline constexpr ResourceKind kProjects{"Project", "projects", "project.openshift.io/v1", false};

struct SimCluster {
  ClusterSpec spec;
  std::string seed;
  Timestamp now;
  std::string resource_version = "48151623";
  int minor_version = 32;  // of Kubernetes 1
  ObjectStore namespaces{kNamespaces};
  ObjectStore projects{kProjects};
  ObjectStore nodes{kNodes};
  ObjectStore pods{kPods};
  ObjectStore events{kEvents};
  std::map<const ObjectStore*, ProtobufItems> protobuf;  // empty: only JSON is served
  std::vector<Expected> expected;

  // nullptr if this cluster does not serve such a resource.
  [[nodiscard]] const ObjectStore* store(std::string_view resource) const;
};

// The token of an identity: a function of the seed.
[[nodiscard]] std::string token_of(std::string_view seed, const ClusterSpec& cluster, const Identity& identity);

// Throws std::invalid_argument for an unknown scenario.
[[nodiscard]] std::unique_ptr<SimCluster> build_cluster(const FleetSpec& fleet, const ClusterSpec& spec);

}  // namespace oomscan::fleet_sim
