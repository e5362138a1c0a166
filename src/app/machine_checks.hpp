// What a scan needs of this machine: the tool, and places to write to.
#pragma once

#include <string>
#include <vector>

#include "app/commands.hpp"
#include "kube/client/tool.hpp"
#include "oomscan/model/checkup.hpp"
#include "oomscan/model/cluster.hpp"

namespace oomscan::app {

// Is the tool there, and which one. Blocks for one run of it.
[[nodiscard]] Check tool_check(const Job& job, const Result<kube::Tool>& tool);

// Output and artifacts directories, as far as the options need them. Creates nothing.
[[nodiscard]] std::vector<Check> directory_checks(const Job& job, const std::vector<Cluster>& clusters);

}  // namespace oomscan::app
