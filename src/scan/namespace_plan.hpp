// Which namespaces of a cluster to read, and how they became known.
#pragma once

#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "oomscan/model/cluster.hpp"
#include "oomscan/model/report.hpp"
#include "oomscan/ports/cluster_reader.hpp"
#include "scan/namespace_filter.hpp"

namespace oomscan::scan {

struct NamespacePlan {
  std::optional<std::int64_t> total;  // nullopt: they could not be listed
  std::vector<std::string> selected;  // sorted, distinct
  // Every namespace of the cluster was listed, so that a whole-cluster list means the same as all of them.
  bool all_known = false;
  std::vector<std::string> idle_includes;  // patterns of the filter that match none of the names that are known
  std::vector<std::string> idle_excludes;
  std::vector<std::string> notes;  // fallbacks taken
  std::vector<Gap> gaps;           // what stays unseen because of them
  std::optional<Error> failure;    // set: nothing can be read from this cluster at all
};

// Lists namespaces; without the right to, OpenShift projects; without those, the namespaces of the cluster's contexts.
// `explicit_namespaces` are taken as they are and nothing is listed. The filter applies to all of them.
[[nodiscard]] NamespacePlan plan_namespaces(const Cluster& cluster, ClusterReader& reader,
                                            const std::vector<std::string>& explicit_namespaces,
                                            const NamespaceFilter& filter, std::stop_token stop);

}  // namespace oomscan::scan
