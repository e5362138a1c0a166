// The kubelet's Events about a container that could not be created or started.
#pragma once

#include "detect/rules/rule.hpp"

namespace oomscan::detect {

// confirmed. Not about images, and not about a pod's sandbox, which is no container's.
extern const Rule kStartErrorEvent;

}  // namespace oomscan::detect
