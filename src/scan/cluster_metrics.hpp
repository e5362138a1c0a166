// What a cluster's Prometheus tells a scan of the selected namespaces, and what it does not.
#pragma once

#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "oomscan/model/gap.hpp"
#include "oomscan/model/metrics.hpp"
#include "oomscan/model/seen.hpp"
#include "oomscan/model/time.hpp"
#include "oomscan/ports/metrics_reader.hpp"
#include "scan/scan_parts.hpp"

namespace oomscan::scan {

struct ClusterMetrics {
  std::vector<MetricObservation> observations;
  std::optional<Timestamp> reaches_back_to;
  std::vector<Interval> present;        // when it had data
  std::vector<std::string> unanswered;  // namespaces of which it did not tell
  std::vector<Gap> gaps;
  std::vector<std::string> notes;
};

// Blocks. `parts.metrics` is not nullptr. `range` is by the cluster's clock. That none was found is a note where nobody
// named one, else a gap.
[[nodiscard]] ClusterMetrics read_cluster_metrics(const MetricsDoor& door, const std::vector<std::string>& namespaces,
                                                  const TimeRange& range, const ScanParts& parts,
                                                  const std::stop_token& stop);

}  // namespace oomscan::scan
