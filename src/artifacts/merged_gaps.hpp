// The gaps of all pods of a cluster, each failure once. Pure.
#pragma once

#include <vector>

#include "oomscan/model/gap.hpp"

namespace oomscan::artifacts {

// The same failure for a hundred pods is one gap with a count. `per_pod`: the gaps of one pod each, in the order of the
// result.
[[nodiscard]] std::vector<Gap> merged_gaps(std::vector<std::vector<Gap>> per_pod);

}  // namespace oomscan::artifacts
