// Events of others than the kubelet whose reason says it, such as PreviousContainerWasOOMKilled. (The kubelet emits no
// Event on a Pod for an OOM kill.)
#pragma once

#include "detect/rules/rule.hpp"

namespace oomscan::detect {

// confirmed if a run of that container ended as OOMKilled with 137 by its status, else probable.
extern const Rule kOomKilledEvent;

}  // namespace oomscan::detect
