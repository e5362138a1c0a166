// The same failure, seen twice: through two contexts, in two shards, in two runs. Joining is associative, commutative
// and idempotent: any order, any number of times, the same finding. Pure, safe from any thread.
#pragma once

#include <vector>

#include "oomscan/model/finding.hpp"

namespace oomscan {

// They tell of the same type of failure in the same container of the same pod (by uid, or by name where one has none)
// or node, in the same cluster (by id, or by name where one has none).
[[nodiscard]] bool tell_of_the_same(const Finding& left, const Finding& right);

// What either knows: moments, sources and evidence of both, the surer confidence, the more urgent state, and of each
// other value the greater one (a value that is known before one that is not). `windows` are lower bounds: count them
// anew where `now` is known. Precondition: tell_of_the_same(left, right).
[[nodiscard]] Finding joined(const Finding& left, const Finding& right);

// Joins what tells of the same, and sorts by `before`.
[[nodiscard]] std::vector<Finding> joined(std::vector<Finding> findings);

}  // namespace oomscan
