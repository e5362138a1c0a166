// What detectors judge: everything known about one pod, and the frame in which to judge it.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "oomscan/model/event.hpp"
#include "oomscan/model/job.hpp"
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
  // What the pods of its Job tell together; nullptr: no Job controls it, or it was not read.
  std::shared_ptr<const JobHistory> job;
};

// Evidence about one node: what befell it, never what befell a pod by guess.
struct NodeEvidence {
  std::string node;
  std::vector<EventObservation> events;  // about this Node that may matter, in any order
};

struct JudgingFrame {
  Timestamp now{};
  TimeRange range;
  // A container counts as recovered only after running this long.
  Seconds settle{600};
};

}  // namespace oomscan
