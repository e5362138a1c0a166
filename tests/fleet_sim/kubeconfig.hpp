// The kubeconfig of a running fleet, named as `oc login` names things.
#pragma once

#include <string>

#include "fleet_sim/certificates.hpp"
#include "fleet_sim/fleet_server.hpp"

namespace oomscan::fleet_sim {

// "default/api-kflux-prd-es01-...:6443/sre"
[[nodiscard]] std::string context_name(const ClusterSpec& cluster, const ContextSpec& context);

// YAML. The first context is the current one. Client certificates are issued on the way.
[[nodiscard]] std::string kubeconfig_text(const FleetServer& fleet, const Authority& authority, bool tls);

}  // namespace oomscan::fleet_sim
