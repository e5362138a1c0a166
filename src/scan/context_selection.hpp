// From the contexts of a kubeconfig to the distinct clusters to scan.
//
// Invariant: names and folds depend on the whole kubeconfig, never on what is selected, so that a cluster has the same
// name (and artifacts directory) in every run. Pure functions.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "oomscan/model/cluster.hpp"
#include "oomscan/model/result.hpp"

namespace oomscan::scan {

// The name that people know a cluster by: `api-<a>-<b>-<c>` anywhere in the context's name gives `<a>-<b>-<c>`; else
// the part of an `oc login` style context (namespace/server:port/user) that names the server; else the context's name.
// Made safe for a file name. Not yet unique.
[[nodiscard]] std::string short_cluster_name(std::string_view context_name);

// Folds contexts of the same route and user into one cluster each, in order of first appearance, with unique names:
// they differ in their namespace alone, so whatever answers one of them answers all. The current context represents its
// cluster, else the first one. A context of unknown route is never folded. What is one cluster beyond that, only the
// clusters themselves can say (join_clusters).
[[nodiscard]] std::vector<Cluster> fold_contexts(const std::vector<Context>& contexts);

struct ContextChoice {
  bool current_only = false;
  std::vector<std::string> names;  // exact context names or substrings that fit one cluster only; empty: all
};

// The chosen clusters, in kubeconfig order; a context chosen by its exact name represents its cluster. Errors (usage):
// an unknown name, with the nearest candidates; one that fits several clusters, with all of them; no current context.
[[nodiscard]] Result<std::vector<Cluster>> choose_clusters(const std::vector<Cluster>& clusters,
                                                           const ContextChoice& choice);

}  // namespace oomscan::scan
