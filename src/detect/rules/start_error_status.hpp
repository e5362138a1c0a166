// The runtime or the kubelet could not create or start a container, as the container's status tells it.
#pragma once

#include "detect/rules/rule.hpp"

namespace oomscan::detect {

// confirmed. Cause: "limit too low to start", StartError, or the reason with which the container waits.
extern const Rule kStartErrorStatus;

}  // namespace oomscan::detect
