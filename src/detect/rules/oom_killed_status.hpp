// The kubelet's own word: a terminated state, current or last, with reason OOMKilled.
#pragma once

#include "detect/rules/rule.hpp"

namespace oomscan::detect {

// confirmed with exit code 137; probable with any other (a process in the container was OOM-killed, the container ended
// otherwise); suspect without a time. Not for containers that were stopped from outside together with their pod.
extern const Rule kOomKilledStatus;

}  // namespace oomscan::detect
