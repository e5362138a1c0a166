// What is told of a cluster before, and instead of, what was seen of it. Pure.
#pragma once

#include "oomscan/model/cluster.hpp"
#include "oomscan/model/report.hpp"

namespace oomscan::scan {

// Of a cluster of which nothing has been seen so far.
[[nodiscard]] ClusterCoverage coverage_of(const Cluster& cluster);

// Of a cluster that a stop came before; `name_stops` gives it its reason.
[[nodiscard]] Gap gap_of_unread_cluster();

// What the gaps so far leave of it. A gap of history alone does not make it partial.
[[nodiscard]] CoverageStatus status_of(const ClusterCoverage& coverage, bool anything_read);

}  // namespace oomscan::scan
