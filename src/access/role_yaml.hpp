// The least roles for a scan, as YAML for `oc apply -f -`.
#pragma once

#include <string>
#include <string_view>

#include "access/right.hpp"
#include "oomscan/model/options.hpp"
#include "oomscan/model/result.hpp"

namespace oomscan::access {

// Roles of exactly rights_to_give(options): with --namespaces one Role in each, else one ClusterRole; and for a
// Prometheus that is to be found, ClusterRoles to be bound in its namespace; where Events of Nodes are needed, a Role
// where they are kept. Comments say what each rule is for and how to bind it
// (`tool`: "oc" or "kubectl"). Names are quoted. usage: a name in --namespaces that cannot be a namespace.
[[nodiscard]] Result<std::string> role_yaml(const Options& options, std::string_view tool, RulesNeed need = {});

// The command that binds the scan's own role. namespace_name empty: in the whole cluster. `user`: as a shell takes it.
[[nodiscard]] std::string bind_command(std::string_view tool, std::string_view namespace_name, std::string_view user);

// What a command to paste begins with: the tool's name, as a shell takes it.
[[nodiscard]] std::string tool_word(std::string_view tool);

// The names of the roles that it prints.
inline constexpr std::string_view kRoleName = "oom-scan";
inline constexpr std::string_view kRouteRoleName = "oom-scan-prometheus-route";
inline constexpr std::string_view kServiceRoleName = "oom-scan-prometheus-service";

}  // namespace oomscan::access
