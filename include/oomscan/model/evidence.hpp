// What detectors judge: everything known about one pod, and the frame in which to judge it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "oomscan/model/event.hpp"
#include "oomscan/model/metrics.hpp"
#include "oomscan/model/pod.hpp"
#include "oomscan/model/time.hpp"

namespace oomscan {

enum class Presence {
  listed,   // `pod` is set
  gone,     // the namespace's pods were read completely and no pod has this uid
  unknown,  // the namespace's pods could not be read completely, and this pod was not among those read
};

// Evidence about one pod uid (or, for Events without uid, one pod name).
struct PodEvidence {
  std::string namespace_name;
  std::string pod_name;
  std::string pod_uid;  // may be empty when only Events without uid speak of it
  Presence presence = Presence::unknown;
  std::optional<PodObservation> pod;
  std::vector<EventObservation> events;      // of this pod only, in any order
  std::vector<MetricObservation> metrics{};  // of this pod only, in any order
  // Times of OOM Events of the Node that this pod runs on.
  std::vector<Timestamp> node_oom_times;
  // A later pod of the same Job succeeded: its failures are history.
  bool later_job_pod_succeeded = false;
};

// Evidence about one node: what befell it, never what befell a pod by guess.
struct NodeEvidence {
  std::string node;
  std::vector<EventObservation> events;  // SystemOOM and OOMKilling on this Node, in any order
};

struct JudgingFrame {
  Timestamp now{};
  TimeRange range;
  // A container counts as recovered only after running this long.
  Seconds settle{600};
};

}  // namespace oomscan
