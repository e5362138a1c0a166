// cAdvisor's counter of OOM kills moved: the only trace of a kill that the container's first process survived, and what
// tells that a kill without a reason was the kernel's.
#pragma once

#include "detect/rules/rule.hpp"

namespace oomscan::detect {

// probable. Beside a status that says OOMKilled at that moment only more evidence.
extern const Rule kOomCounter;

}  // namespace oomscan::detect
