// What has become of a failing container: the first of unknown, gone, terminating, recovered, active that holds.
// Pure functions, safe from any thread.
#pragma once

#include <optional>
#include <string_view>

#include "detect/case.hpp"
#include "oomscan/model/finding.hpp"

namespace oomscan::detect {

// Running and ready, and both its start and its last failure (nullopt: its time is not known) are older than the settle
// time.
[[nodiscard]] bool is_settled(const ContainerObservation& container, const JudgingFrame& frame,
                              std::optional<Timestamp> last_failure);

// A container that is empty or not among the pod's is judged by all of the pod's running ones.
[[nodiscard]] State state_of(const Case& about, std::string_view container, std::optional<Timestamp> last_failure);

}  // namespace oomscan::detect
