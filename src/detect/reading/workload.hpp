// Which workload a pod belongs to. Pure functions, safe from any thread.
#pragma once

#include "oomscan/model/finding.hpp"
#include "oomscan/model/pod.hpp"

namespace oomscan::detect {

// By the owner reference that controls the pod:
// - a ReplicaSet whose name ends in "-" and the pod's label pod-template-hash stands for its Deployment; any other for
// itself;
// - a ReplicationController stands for the DeploymentConfig that the annotation openshift.io/deployment-config.name
// names;
// - anything else for itself; no controlling owner: the pod.
[[nodiscard]] Workload workload_of(const PodObservation& pod);

}  // namespace oomscan::detect
