// The walk through one cluster: namespaces, events, pods, verdicts. Returns findings and what was and was not seen.
#pragma once

#include <string>
#include <vector>

#include "oomscan/model/cluster.hpp"
#include "oomscan/model/finding.hpp"
#include "oomscan/model/report.hpp"
#include "oomscan/ports/cluster_reader.hpp"
#include "scan/cluster_coverage.hpp"
#include "scan/cluster_slots.hpp"
#include "scan/scan_parts.hpp"
#include "scan/time_budget.hpp"

namespace oomscan::scan {

struct ClusterResult {
  ClusterCoverage coverage;
  std::vector<Finding> findings;
  bool namespaces_known = false;             // some were listed, or named by something else
  std::vector<std::string> idle_includes{};  // patterns that match none of them
  std::vector<std::string> idle_excludes{};
};

// A cluster's place in the run. References outlive the scan.
struct ClusterTurn {
  ClusterSlots& slots;
  const TimeBudget& run;  // the time of the whole run
};

// Connects, waits for a slot, and reads; the cluster's own time (`settings.cluster_timeout`) does not run while it
// waits. Never fails: what could not be seen is in the coverage. When a time was over, what was read is still judged;
// when the memory was, it is given up, for judging takes memory, too.
[[nodiscard]] ClusterResult scan_cluster(const Cluster& cluster, Fleet& fleet, const ScanParts& parts,
                                         const ClusterTurn& turn);

}  // namespace oomscan::scan
