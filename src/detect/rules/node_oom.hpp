// A node that ran out of memory, by its own Events: the node's finding, never a namespace's or a pod's. The process
// that was killed need not be the one that took the memory.
#pragma once

#include "detect/rules/rule.hpp"

namespace oomscan::detect {

// confirmed; one moment an Event. active until the newest is older than the settle time, then recovered.
extern const NodeRule kNodeOom;

}  // namespace oomscan::detect
