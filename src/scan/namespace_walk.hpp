// Reads events and pods of a cluster's namespaces into evidence: by whole-cluster lists or by namespace batches.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include "oomscan/model/report.hpp"
#include "oomscan/ports/cluster_reader.hpp"
#include "scan/evidence_store.hpp"
#include "scan/namespace_plan.hpp"
#include "scan/scan_parts.hpp"

namespace oomscan::scan {

struct WalkResult {
  explicit WalkResult(EvidenceStore empty) : store(std::move(empty)) {}

  EvidenceStore store;
  std::set<std::string> pods_read;    // namespaces whose pods were read to the end
  std::set<std::string> events_read;  // namespaces whose events were read to the end
  bool whole_cluster_pods = false;    // so were those of every namespace
  bool pods_by_table = false;         // --quick: of some pods only a row was read
  bool anything_read = false;         // at least one answer came back
  std::vector<std::string> notes;
  std::vector<Gap> gaps;
};

// `metrics` outlives the result.
[[nodiscard]] WalkResult walk_namespaces(const std::string& cluster, const NamespacePlan& plan, ClusterReader& reader,
                                         const MetricIndex& metrics, const ScanParts& parts, std::stop_token stop);

}  // namespace oomscan::scan
