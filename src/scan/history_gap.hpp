// How far back a cluster was seen at all, as a gap.
#pragma once

#include <optional>

#include "oomscan/model/report.hpp"
#include "oomscan/model/time.hpp"

namespace oomscan::scan {

// Events are kept for an hour or so, Prometheus for days: what lies before both, or in a hole, is unknown, not quiet.
// Follows from `coverage.seen`; `range` is by the cluster's clock. nullopt: the whole range was seen. Such a gap leaves
// a cluster scanned, but the report incomplete. Pure.
[[nodiscard]] std::optional<Gap> history_gap(const ClusterCoverage& coverage, const TimeRange& range);

}  // namespace oomscan::scan
