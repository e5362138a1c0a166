// Events of others than the kubelet whose reason speaks of a crash loop.
#pragma once

#include "detect/rule.hpp"

namespace oomscan::detect {

// confirmed if the container waits in CrashLoopBackOff, else probable.
extern const Rule kCrashLoopEvent;

}  // namespace oomscan::detect
