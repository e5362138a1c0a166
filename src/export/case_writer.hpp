// What is known of one pod, written down as a case for tests/field: the form in which somebody reports a wrong verdict.
#pragma once

#include <string>
#include <vector>

#include "oomscan/model/evidence.hpp"
#include "oomscan/model/finding.hpp"

namespace oomscan::exports {

// One case: the pod and its Events as the API shows them, but for what no rule reads (commands, environments, volumes,
// images, other labels and annotations, which are never written), the clock, and what was found as `expected`: whoever
// reports corrects that. What people wrote in messages is the caller's to redact before.
[[nodiscard]] std::string case_of(const std::vector<PodEvidence>& evidence, const std::vector<NodeEvidence>& nodes,
                                  const JudgingFrame& frame, const std::vector<Finding>& findings);

}  // namespace oomscan::exports
