// What one pod looked like when it was read: the fields that judging and reporting need, nothing else.
// Field meanings: Kubernetes API reference, core/v1 Pod. Strings are as the server sent them: hostile until printed
// safely.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "oomscan/model/time.hpp"

namespace oomscan {

enum class ContainerKind {
  main,
  init,       // runs to completion before the main containers
  sidecar,    // native: an init container with restartPolicy Always
  ephemeral,  // kubectl debug
};
[[nodiscard]] std::string_view to_id(ContainerKind kind);

struct Termination {
  std::string reason;  // "OOMKilled", "Error", "Completed", "StartError", "ContainerStatusUnknown", ...
  std::string message;
  int exit_code = 0;
  int signal = 0;
  std::optional<Timestamp> started_at;
  std::optional<Timestamp> finished_at;  // nullopt: unknown (null, or the API's year 1)
  bool has_container_id = false;         // the runtime knew the container; an end that the kubelet made up has none

  friend bool operator==(const Termination&, const Termination&) = default;
};

struct Waiting {
  std::string reason;  // "CrashLoopBackOff", "PodInitializing", "ImagePullBackOff", ...
  std::string message;

  friend bool operator==(const Waiting&, const Waiting&) = default;
};

// One of a container's restartPolicyRules (Kubernetes 1.34): what overrules its policy after certain exit codes.
struct RestartRule {
  std::string action;           // "Restart", "RestartAllContainers"
  bool for_codes_given = true;  // operator In; false, NotIn: for all others
  std::vector<int> exit_codes;

  friend bool operator==(const RestartRule&, const RestartRule&) = default;
};

// Spec and status of one container, joined by name. At most one of waiting/running/terminated is set.
struct ContainerObservation {
  std::string name;
  ContainerKind kind = ContainerKind::main;
  bool in_spec = false;     // a name in a status may be missing from the spec
  bool has_status = false;  // a container of the spec may have no status yet
  std::string image;
  // The smallest that binds: the container's own, effective (status...resources) where shown, else its spec's; where it
  // has none, the whole pod's.
  std::optional<std::int64_t> memory_limit_bytes;
  bool memory_limit_is_pods = false;  // shared with the pod's other containers
  std::optional<std::int64_t> memory_request_bytes;
  std::string restart_policy;  // the container's own (1.34; 1.28 for sidecars); empty: the pod's
  std::vector<RestartRule> restart_rules;

  bool ready = false;
  std::int64_t restart_count = 0;
  std::optional<Waiting> waiting;
  bool running = false;
  std::optional<Timestamp> running_since;
  std::optional<Termination> terminated;       // state.terminated
  std::optional<Termination> last_terminated;  // lastState.terminated

  friend bool operator==(const ContainerObservation&, const ContainerObservation&) = default;
};

struct OwnerReference {
  std::string kind;
  std::string name;
  std::string uid;
  bool controller = false;

  friend bool operator==(const OwnerReference&, const OwnerReference&) = default;
};

struct PodObservation {
  std::string namespace_name;
  std::string name;
  std::string uid;
  std::string node;                       // spec.nodeName; empty while unscheduled
  std::string phase;                      // Pending, Running, Succeeded, Failed, Unknown
  std::string reason;                     // status.reason: Evicted, OutOfmemory, Preempting, DeadlineExceeded, ...
  std::string message;                    // status.message
  std::string restart_policy;             // spec.restartPolicy: Always, OnFailure, Never
  std::string disruption_reason;          // reason of a true DisruptionTarget condition, e.g. PreemptionByScheduler,
                                          // TerminationByKubelet
  std::optional<Timestamp> disrupted_at;  // that condition's lastTransitionTime: when the stop began
  std::string mirror_uid;  // annotation kubernetes.io/config.mirror: the uid that the kubelet's Events carry
  std::optional<Timestamp> created_at;
  std::optional<Timestamp> started_at;          // status.startTime
  std::optional<Timestamp> deletion_timestamp;  // when it is to be gone: asked for `deletion_grace` before
  std::optional<Seconds> deletion_grace;
  std::vector<OwnerReference> owners;
  std::map<std::string, std::string> labels;       // only those named in kPodLabelsKept
  std::map<std::string, std::string> annotations;  // only those named in kPodAnnotationsKept
  std::vector<ContainerObservation>
      containers;  // status order within main, init+sidecar, ephemeral; spec-only ones last

  friend bool operator==(const PodObservation&, const PodObservation&) = default;
};

// The labels and annotations that anything downstream reads; decoders drop all others.
inline constexpr std::string_view kPodLabelsKept[] = {
    "pod-template-hash",
    "app.kubernetes.io/part-of",
    "app.kubernetes.io/name",
    "app.kubernetes.io/component",
    "app",
    "appstudio.openshift.io/application",
    "appstudio.openshift.io/component",
    "tekton.dev/pipelineTask",
    "job-name",
    "batch.kubernetes.io/job-name",
    "batch.kubernetes.io/job-completion-index",
};
inline constexpr std::string_view kPodAnnotationsKept[] = {
    "kubernetes.io/config.mirror",
    "openshift.io/deployment-config.name",
    "batch.kubernetes.io/job-completion-index",
};

}  // namespace oomscan
