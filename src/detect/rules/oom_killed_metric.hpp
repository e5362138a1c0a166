// What kube-state-metrics kept of the kubelet's own word: a container terminated with reason OOMKilled.
#pragma once

#include "detect/rules/rule.hpp"

namespace oomscan::detect {

// confirmed, pods that are gone included: it repeats what the kubelet said. Of a run that the status still shows it
// says no more than that status.
extern const Rule kOomKilledMetric;

}  // namespace oomscan::detect
