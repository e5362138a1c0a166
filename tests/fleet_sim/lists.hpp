// Lists with paging, field selectors and tables, as slices of an ObjectStore. Thread-safe.
#pragma once

#include <string>

#include "fleet_sim/answer.hpp"
#include "fleet_sim/cluster.hpp"

namespace oomscan::fleet_sim {

// The list of `store` in a namespace (empty: everywhere), as `query` asks for it. Access has been checked.
[[nodiscard]] Answer list_objects(const SimCluster& cluster, const ObjectStore& store,
                                  const std::string& namespace_name, const Query& query);

// The projects that this identity may see.
[[nodiscard]] Answer list_projects(const SimCluster& cluster, const Query& query);

[[nodiscard]] Answer get_object(const SimCluster& cluster, const ObjectStore& store, const std::string& namespace_name,
                                const std::string& name, const Query& query);

// The answer of a server that has forgotten the resource version of this query's continue token.
[[nodiscard]] Answer expired_continue(const Query& query);

}  // namespace oomscan::fleet_sim
