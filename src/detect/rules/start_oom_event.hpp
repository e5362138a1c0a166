// The same too low limit, as the kubelet's Events tell it: with containerd the status stays ContainerCreating for ever.
#pragma once

#include "detect/rules/rule.hpp"

namespace oomscan::detect {

// probable, cause "limit too low to start". A sandbox belongs to the whole pod: the container is then the pod's only
// one, or unknown.
extern const Rule kStartOomEvent;

}  // namespace oomscan::detect
