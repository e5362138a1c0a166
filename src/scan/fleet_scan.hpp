// The walk over the fleet: clusters at constant parallelism, results merged in a fixed order.
#pragma once

#include <stop_token>
#include <string>
#include <vector>

#include "oomscan/model/cluster.hpp"
#include "oomscan/model/report.hpp"
#include "oomscan/ports/cluster_reader.hpp"
#include "scan/cluster_scan.hpp"

namespace oomscan::scan {

// Scans all clusters, `settings.clusters_at_once` at a time; up to kConnectingAheadMax more are connecting meanwhile,
// so that one that does not answer delays none of the others. A cluster that fails is a skipped one in the coverage;
// the others are not affected. After a stop the report holds what was found, with `interrupted` set; after the deadline
// what was found, with gaps. The report's output does not depend on the order in which threads ran.
[[nodiscard]] ScanReport scan_fleet(const std::vector<Cluster>& clusters, Fleet& fleet, const ScanParts& parts,
                                    const std::string& tool_version, std::stop_token stop);

}  // namespace oomscan::scan
