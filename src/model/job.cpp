#include "oomscan/model/job.hpp"

#include <algorithm>

namespace oomscan {
namespace {

constexpr const char* kCompletionIndex = "batch.kubernetes.io/job-completion-index";

std::string completion_index(const PodObservation& pod) {
  for (const auto* kept : {&pod.annotations, &pod.labels}) {
    if (const auto found = kept->find(kCompletionIndex); found != kept->end()) return found->second;
  }
  return {};
}

// Parallel Jobs run several pods at a time, and so does the work queue that only ends when one of them succeeds.
bool overlap(const JobPod& earlier, const JobPod& later) {
  return !earlier.is_over || (earlier.ended_at && later.created_at && *later.created_at < *earlier.ended_at);
}

bool shows_one_completion(std::vector<JobPod> pods) {
  std::sort(pods.begin(), pods.end(),
            [](const JobPod& left, const JobPod& right) { return left.created_at < right.created_at; });
  for (std::size_t i = 0; i + 1 < pods.size(); ++i) {
    // After the completion that it wanted a Job makes no pods any more.
    if (pods[i].succeeded || overlap(pods[i], pods[i + 1])) return false;
  }
  return true;
}

}  // namespace

const OwnerReference* controlling_job(const PodObservation& pod) {
  for (const OwnerReference& owner : pod.owners) {
    if (owner.controller && owner.kind == "Job") return &owner;
  }
  return nullptr;
}

JobPod job_pod(const PodObservation& pod) {
  JobPod made;
  made.completion_index = completion_index(pod);
  made.succeeded = pod.phase == "Succeeded";
  made.is_over = made.succeeded || pod.phase == "Failed" || pod.deletion_timestamp.has_value();
  made.created_at = pod.created_at;
  for (const ContainerObservation& container : pod.containers) {
    if (container.terminated) made.ended_at = std::max(made.ended_at, container.terminated->finished_at);
  }
  return made;
}

JobHistory::JobHistory(std::vector<JobPod> pods) {
  for (const JobPod& pod : pods) {
    if (!pod.succeeded || !pod.created_at) continue;
    const auto [entry, is_new] = newest_success_.try_emplace(pod.completion_index, *pod.created_at);
    if (!is_new) entry->second = std::max(entry->second, *pod.created_at);
  }
  wants_one_completion_ = newest_success_.contains("") && shows_one_completion(std::move(pods));
}

bool JobHistory::made_good(const PodObservation& pod) const {
  if (pod.phase != "Failed" || !pod.created_at) return false;
  const std::string index = completion_index(pod);
  if (index.empty() && !wants_one_completion_) return false;
  const auto success = newest_success_.find(index);
  return success != newest_success_.end() && *pod.created_at < success->second;
}

}  // namespace oomscan
