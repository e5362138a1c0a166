// What a correct scan of a running fleet says, as JSON for end-to-end tests.
#pragma once

#include <nlohmann/json.hpp>

#include "fleet_sim/fleet_server.hpp"

namespace oomscan::fleet_sim {

// {"schema_version", "seed", "now", "clusters": [{cluster, context, folded_contexts, server, user, status,
//   namespaces_total, namespaces, pods, events, events_reach_back_to, findings, gaps}]}
// One entry per cluster and user, as contexts are folded; users who may ask the cluster who it is share the entry of
// the first of them. Findings only where that user may read. Where one cluster has two users, a scan adds a suffix to
// its name: match by context. A member of a finding that the rules leave open is absent; `newest_timestamp` null means
// without any known moment. Gaps leave out how far history reaches, which depends on the range asked for.
[[nodiscard]] nlohmann::ordered_json truth_of(const FleetServer& fleet, const FleetSpec& spec);

}  // namespace oomscan::fleet_sim
