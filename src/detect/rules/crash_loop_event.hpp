// Events of others than the kubelet whose reason speaks of a crash loop.
#pragma once

#include "detect/rules/rule.hpp"

namespace oomscan::detect {

// probable; where the status agrees, its own verdict makes the finding a confirmed one.
extern const Rule kCrashLoopEvent;

}  // namespace oomscan::detect
