// Server-side printing: what `kubectl get` shows. Thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "fleet_sim/answer.hpp"
#include "fleet_sim/cluster.hpp"

namespace oomscan::fleet_sim {

[[nodiscard]] bool wants_table(std::string_view accept);

// `metadata`: the list's, as `"metadata":{...}`.
[[nodiscard]] Answer table_answer(const SimCluster& cluster, const ObjectStore& store,
                                  const std::vector<std::size_t>& indexes, const std::string& metadata,
                                  const Query& query);

}  // namespace oomscan::fleet_sim
