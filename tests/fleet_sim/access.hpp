// Who may do what: additive rules, as RBAC has them. Pure; thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "fleet_sim/cluster.hpp"

namespace oomscan::fleet_sim {

// The namespace whose uid is the cluster's own.
inline constexpr std::string_view kIdentityNamespace = "kube-system";

// namespace_name empty: cluster-wide. `identity` may be nullptr (nobody).
[[nodiscard]] bool may(const Identity* identity, std::string_view resource, std::string_view namespace_name);

// Names of the namespaces in which this identity has any right: those that OpenShift shows it as projects.
[[nodiscard]] std::vector<std::string> visible_projects(const SimCluster& cluster, const Identity* identity);

[[nodiscard]] std::string user_of(const Identity* identity);

}  // namespace oomscan::fleet_sim
