// Clusters as a configuration file describes them.
#pragma once

#include <nlohmann/json.hpp>

#include "fleet_sim/fleet_spec.hpp"

namespace oomscan::fleet_sim {

// {"name", "door": "open", "openshift": true, "namespaces": [{"name", "scenarios": ["oom-looping", ...], "pods": 0}]};
// the doors are those of DoorKind, with hyphens. One identity "sre" that may read everything, one context; its token is
// "token", if that is given, so that one user may be known to several clusters.
// "tenants": [{"user", "namespaces": [...], "token"}]: identities that may read those namespaces only; no contexts.
// Throws std::invalid_argument, and what the JSON library throws.
[[nodiscard]] ClusterSpec cluster_from_json(const nlohmann::json& object);
[[nodiscard]] NamespaceSpec namespace_from_json(const nlohmann::json& object);

}  // namespace oomscan::fleet_sim
