// The API of one cluster: a query in, an answer out. Pure but for the cluster it reads; thread-safe.
#pragma once

#include "fleet_sim/answer.hpp"
#include "fleet_sim/cluster.hpp"

namespace oomscan::fleet_sim {

// Whoever asks has been authenticated (or is nobody); what they may see is decided here.
[[nodiscard]] Answer serve(const SimCluster& cluster, const Query& query);

}  // namespace oomscan::fleet_sim
