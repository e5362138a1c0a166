// What a client asks before it can ask for anything else: groups, resources, version. Thread-safe.
#pragma once

#include <optional>

#include "fleet_sim/answer.hpp"
#include "fleet_sim/cluster.hpp"

namespace oomscan::fleet_sim {

// nullopt: not a discovery path.
[[nodiscard]] std::optional<Answer> discover(const SimCluster& cluster, const Query& query);

}  // namespace oomscan::fleet_sim
