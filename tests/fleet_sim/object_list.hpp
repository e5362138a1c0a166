// The objects of a cluster as another API server takes them.
#pragma once

#include <string>

#include "fleet_sim/cluster.hpp"

namespace oomscan::fleet_sim {

// A v1 List of the cluster's namespaces, pods and Events, each with its kind: the same values that its lists show.
[[nodiscard]] std::string object_list_text(const SimCluster& cluster);

}  // namespace oomscan::fleet_sim
