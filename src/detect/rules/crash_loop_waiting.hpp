// The kubelet's own word: a container waits in CrashLoopBackOff right now.
#pragma once

#include "detect/rules/rule.hpp"

namespace oomscan::detect {

// confirmed, in any range; whatever the exit codes were.
extern const Rule kCrashLoopWaiting;

}  // namespace oomscan::detect
