#include "fleet_sim/access.hpp"

#include <algorithm>

namespace oomscan::fleet_sim {

bool may(const Identity* identity, std::string_view resource, std::string_view namespace_name) {
  if (identity == nullptr) return false;
  return std::any_of(identity->rules.begin(), identity->rules.end(), [&](const Rule& rule) {
    if (!rule.resources.contains("*") && !rule.resources.contains(std::string(resource))) return false;
    return rule.cluster_wide || (!namespace_name.empty() && rule.namespaces.contains(std::string(namespace_name)));
  });
}

std::vector<std::string> visible_projects(const SimCluster& cluster, const Identity* identity) {
  std::vector<std::string> visible;
  for (std::size_t i = 0; i < cluster.projects.size(); ++i) {
    const std::string& name = cluster.projects.name_of(i);
    // Any right in a namespace makes it one of the identity's projects.
    const bool any =
        identity != nullptr && std::any_of(identity->rules.begin(), identity->rules.end(), [&](const Rule& rule) {
          return (rule.cluster_wide && (rule.resources.contains("*") || rule.resources.contains("namespaces"))) ||
                 rule.namespaces.contains(name);
        });
    if (any) visible.push_back(name);
  }
  return visible;
}

std::string user_of(const Identity* identity) { return identity == nullptr ? "system:anonymous" : identity->user; }

}  // namespace oomscan::fleet_sim
