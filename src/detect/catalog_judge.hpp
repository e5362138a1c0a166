// The judge that asks the catalog's detectors.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "oomscan/ports/judge.hpp"

namespace oomscan::detect {

// `types`: ids of detectors(), each at most once counted; none: those that are on by default. Ids that are not in
// detectors() are left out: who takes them from a user checks them first. Findings are ordered by container, then type.
[[nodiscard]] std::unique_ptr<Judge> make_judge(const std::vector<std::string>& types);

// Whether some pod could make a judge of these types want the Events of nodes, or it judges nodes themselves.
[[nodiscard]] bool reads_node_events(const std::vector<std::string>& types);

}  // namespace oomscan::detect
