// What the pods of one Job tell together: which failures a later success made good.
// Facts: batch/v1 Job; the completion index stands in an annotation (1.21), since 1.28 in a label of the same name,
// too. Pure functions, safe from any thread.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "oomscan/model/pod.hpp"
#include "oomscan/model/time.hpp"

namespace oomscan {

// The Job that controls the pod; nullptr: none does. Points into the pod.
[[nodiscard]] const OwnerReference* controlling_job(const PodObservation& pod);

// What is kept of each pod of a Job.
struct JobPod {
  std::string completion_index{};  // empty: the Job has none
  bool succeeded = false;
  bool is_over = false;  // failed, succeeded or being deleted
  std::optional<Timestamp> created_at{};
  std::optional<Timestamp> ended_at{};  // of its last container
};
[[nodiscard]] JobPod job_pod(const PodObservation& pod);

// Made of all pods of a Job that were listed.
class JobHistory {
 public:
  explicit JobHistory(std::vector<JobPod> pods);

  // Did a later pod do what this one failed to do? One of the same completion index; or, without indexes, any of a Job
  // that wants one completion, as far as its pods show: one at a time, one success, and none after it. False for a pod
  // that may still go on.
  [[nodiscard]] bool made_good(const PodObservation& pod) const;

 private:
  std::map<std::string, Timestamp> newest_success_;  // by completion index; when that pod was created
  bool wants_one_completion_ = false;
};

}  // namespace oomscan
