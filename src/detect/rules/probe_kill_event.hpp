// The kubelet's Events about a container that it kills because its liveness or startup probe failed.
#pragma once

#include "detect/rules/rule.hpp"

namespace oomscan::detect {

// confirmed, cause LivenessKilled or "startup probe failed". One moment an Event: the kubelet's spam filter starves
// them, so these are a lower bound.
extern const Rule kProbeKillEvent;

}  // namespace oomscan::detect
