// The log endpoint of a pod, with the refusals of the API server and of the kubelet behind it. Thread-safe.
#pragma once

#include "fleet_sim/answer.hpp"
#include "fleet_sim/cluster.hpp"

namespace oomscan::fleet_sim {

// Parameters: container, previous, tailLines, limitBytes. Access has been checked.
[[nodiscard]] Answer pod_log(const SimCluster& cluster, const std::string& namespace_name, const std::string& pod,
                             const Query& query);

}  // namespace oomscan::fleet_sim
