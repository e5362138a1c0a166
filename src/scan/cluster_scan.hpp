// The walk through one cluster: namespaces, events, pods, verdicts. Returns findings and what was and was not seen.
#pragma once

#include <vector>

#include "oomscan/model/cluster.hpp"
#include "oomscan/model/finding.hpp"
#include "oomscan/model/report.hpp"
#include "oomscan/ports/artifact_saver.hpp"
#include "oomscan/ports/clock.hpp"
#include "oomscan/ports/cluster_reader.hpp"
#include "oomscan/ports/judge.hpp"
#include "oomscan/ports/log.hpp"
#include "oomscan/ports/metrics_reader.hpp"
#include "oomscan/ports/scan_observer.hpp"
#include "oomscan/ports/scheduler.hpp"
#include "scan/cluster_slots.hpp"
#include "scan/namespace_filter.hpp"
#include "scan/scan_settings.hpp"
#include "scan/time_budget.hpp"

namespace oomscan::scan {

struct ClusterResult {
  ClusterCoverage coverage;
  std::vector<Finding> findings;
};

// What every cluster scan of a run shares. References must outlive the scans; all are thread-safe.
struct ScanParts {
  const ScanSettings& settings;
  const NamespaceFilter& filter;
  const Judge& judge;
  Scheduler& scheduler;
  Clock& clock;
  ScanObserver& observer;
  ArtifactSaver* artifacts = nullptr;  // nullptr: none are wanted
  MetricsSource* metrics = nullptr;    // nullptr: Prometheus is not to be asked
  Log* log = nullptr;                  // for details that only a curious person wants
};

// A cluster's place in the run. References outlive the scan.
struct ClusterTurn {
  ClusterSlots& slots;
  const TimeBudget& run;  // the time of the whole run
};

// Connects, waits for a slot, and reads; the cluster's own time (`settings.cluster_timeout`) does not run while it
// waits. Never fails: what could not be seen is in the coverage. When a time was over, what was read is still judged.
[[nodiscard]] ClusterResult scan_cluster(const Cluster& cluster, Fleet& fleet, const ScanParts& parts,
                                         const ClusterTurn& turn);

// Of a cluster that a stop came before; `name_stops` gives it its reason.
[[nodiscard]] Gap gap_of_unread_cluster();

}  // namespace oomscan::scan
