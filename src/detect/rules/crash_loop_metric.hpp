// A back-off that Prometheus remembers: kube-state-metrics showed the container waiting in CrashLoopBackOff.
#pragma once

#include "detect/rules/rule.hpp"

namespace oomscan::detect {

// confirmed: it repeats what the kubelet said. What has become of the loop since, the pod tells.
extern const Rule kCrashLoopMetric;

}  // namespace oomscan::detect
