// The kubelet's Event about a pod that it threw out: all that is left once the pod is deleted.
#pragma once

#include "detect/rules/rule.hpp"

namespace oomscan::detect {

// confirmed, of the pod as a whole: no container.
extern const Rule kEvictedEvent;

}  // namespace oomscan::detect
