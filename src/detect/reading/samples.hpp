// What Prometheus remembers about one container, held against what the container's status shows. Pure functions, safe
// from any thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "detect/case.hpp"
#include "detect/reading/runs.hpp"
#include "oomscan/model/finding.hpp"

namespace oomscan::detect {

// The runs of `observed` (nullptr: none) that may have ended at the sampled moment `time`: the end lies around it, or
// up to the observation's `late_max` before. Nearest first.
[[nodiscard]] std::vector<RunEnd> ends_around(const ContainerObservation* observed, const MetricObservation& metric,
                                              Timestamp time, Seconds reach);

// The newest known moment inside the range.
[[nodiscard]] std::optional<Timestamp> newest_time(const MetricObservation& metric, const TimeRange& range);

// "kube_pod_container_status_last_terminated_reason OOMKilled", at its newest moment.
[[nodiscard]] Evidence evidence_of(const MetricObservation& metric, const TimeRange& range);

// Did cAdvisor's counter of OOM kills move around the end of this run?
[[nodiscard]] const MetricObservation* oom_counter_around(const Case& about, std::string_view container,
                                                          const Termination& termination);

}  // namespace oomscan::detect
