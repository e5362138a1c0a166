// How far back a cluster was seen at all, as a gap.
#pragma once

#include <optional>

#include "oomscan/model/report.hpp"
#include "oomscan/model/time.hpp"

namespace oomscan::scan {

// Events are kept for an hour or so, Prometheus for days: what lies before both is unknown, not quiet. nullopt: the
// whole range was seen. Pure.
[[nodiscard]] std::optional<Gap> history_gap(const ClusterCoverage& coverage, const TimeRange& range);

}  // namespace oomscan::scan
