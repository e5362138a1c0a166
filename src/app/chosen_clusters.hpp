// The clusters that the user asked for.
#pragma once

#include <vector>

#include "app/commands.hpp"
#include "oomscan/model/cluster.hpp"
#include "oomscan/model/result.hpp"

namespace oomscan::app {

// Reads the kubeconfig through the tool, folds and names, then applies --current or --contexts.
[[nodiscard]] Result<std::vector<Cluster>> chosen_clusters(const Job& job);

// Prints the error and gives the exit code for it: usage, interrupted, or nothing scanned.
[[nodiscard]] int fail(const Job& job, const Error& error);

}  // namespace oomscan::app
