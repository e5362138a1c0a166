// The clusters that the user asked for.
#pragma once

#include <vector>

#include "app/commands.hpp"
#include "oomscan/model/cluster.hpp"
#include "oomscan/model/result.hpp"

namespace oomscan::app {

// Reads the kubeconfig through the tool, folds and names, then applies --current or --contexts. Asks no cluster.
[[nodiscard]] Result<std::vector<Cluster>> listed_clusters(const Job& job);

// Of these, each cluster once: where there are several, they are asked who they are. What is scanned once, or stays in
// doubt, goes to the log.
[[nodiscard]] Result<std::vector<Cluster>> chosen_clusters(const Job& job);

// Prints the error and gives the exit code for it: usage, interrupted, or nothing scanned.
[[nodiscard]] int fail(const Job& job, const Error& error);

}  // namespace oomscan::app
