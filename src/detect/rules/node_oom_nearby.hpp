// A container killed with 137 for no stated reason while its Node reported an OOM: some runtimes lose the reason.
#pragma once

#include "detect/rules/rule.hpp"

namespace oomscan::detect {

// suspect. Not for a container that was killed because its pod ended.
extern const Rule kNodeOomNearby;

}  // namespace oomscan::detect
