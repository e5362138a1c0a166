// Names for things that last: over restarts, rollouts, pods, runs and versions of this program (docs/adr/0022).
// Pure functions, safe from any thread.
#pragma once

#include <string>
#include <string_view>

#include "oomscan/model/finding.hpp"

namespace oomscan {

// The workload of a pod of which only the name is left: the name less what controllers add to it. Always `guessed`;
// `kind` is empty where the name does not tell it. Sources of the forms: SafeEncodeString and SimpleNameGenerator of
// k8s.io/apimachinery and apiserver, the Job, CronJob, StatefulSet and DeploymentConfig controllers.
//   web-7f9dd8b6c4-x7gr9          Deployment web
//   nightly-29312345-abcde        CronJob nightly
//   db-0                          StatefulSet db
//   index-3-abcde, shop-2-abcde   index, shop (an Indexed Job, a DeploymentConfig)
//   agent-x7gr9                   agent (a DaemonSet, a Job, a ReplicaSet)
[[nodiscard]] Workload guessed_workload(std::string_view pod);

// What stays of a workload's name from one run or rollout to the next: a CronJob's for its Jobs, a Deployment's for its
// ReplicaSets.
[[nodiscard]] std::string_view lasting_name(const Workload& workload);

// 32 hexadecimal digits: the first half of the SHA-256 of the cluster's id, the namespace, the workload's lasting name
// (the pod's, where there is none), the container and the type, each as "<bytes>:<text>,", behind "oom-scan/1,".
// The workload's kind is not in it: a name alone does not tell it, and a pod that is gone must not become another
// failure than it was. Depends on `cluster_id`, `namespace_name`, `workload`, `pod`, `container` and `type` only.
[[nodiscard]] std::string fingerprint_of(const Finding& finding);

}  // namespace oomscan
