#include "detect/reading/runs.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <tuple>

#include <fmt/format.h>

#include "detect/reading/exit_codes.hpp"
#include "oomscan/model/text.hpp"

namespace oomscan::detect {

std::vector<RunEnd> run_ends(const ContainerObservation& container) {
  std::vector<RunEnd> ends;
  if (container.terminated) ends.push_back({&*container.terminated, true});
  if (container.last_terminated) ends.push_back({&*container.last_terminated, false});
  return ends;
}

namespace {

// What runtimes report, and the kubelet passes on (pkg/kubelet/kuberuntime/helpers.go, cri-dockerd, CRI-O): such an end
// was seen, even if its times were lost.
constexpr std::array<std::string_view, 6> kRuntimesReasons = {
    "OOMKilled", "Error", "Completed", "StartError", "ContainerCannotRun", "seccomp killed",
};

}  // namespace

bool is_made_up(const Termination& termination) {
  if (termination.reason == "ContainerStatusUnknown") return true;
  if (termination.started_at || termination.finished_at) return false;
  if (termination.reason.empty()) return termination.exit_code == 0;
  if (says_pod_went_on(termination)) return true;
  const bool is_the_runtimes =
      std::find(kRuntimesReasons.begin(), kRuntimesReasons.end(), termination.reason) != kRuntimesReasons.end();
  return !termination.has_container_id && !is_the_runtimes;
}

bool says_pod_went_on(const Termination& termination) {
  return termination.reason == "Completed" && termination.exit_code == 0 && !termination.started_at &&
         !termination.finished_at && !termination.has_container_id;
}

bool is_oom_killed(const Termination& termination) { return termination.reason == kReasonOomKilled; }

bool is_start_failure(const Termination& termination) {
  // ContainerCannotRun is what dockershim and cri-dockerd call it.
  return termination.reason == "StartError" || termination.reason == "ContainerCannotRun";
}

bool is_abnormal(const Termination& termination) {
  return !is_made_up(termination) && (termination.exit_code != 0 || is_oom_killed(termination));
}

const ContainerObservation* find_container(const PodObservation& pod, std::string_view name) {
  const auto end = [](const std::optional<Termination>& termination) {
    return termination ? std::tuple(true, termination->finished_at, termination->exit_code, termination->reason,
                                    termination->message)
                       : std::tuple(false, std::optional<Timestamp>{}, 0, std::string{}, std::string{});
  };
  const auto weight = [&](const ContainerObservation& c) {
    return std::tuple(c.has_status, c.waiting ? c.waiting->reason : "", !c.ready, c.restart_count, end(c.terminated),
                      end(c.last_terminated), c.running_since, c.in_spec, c.memory_limit_bytes, c.memory_request_bytes,
                      static_cast<int>(c.kind));
  };
  const ContainerObservation* best = nullptr;
  for (const ContainerObservation& container : pod.containers) {
    if (container.name != name) continue;
    if (best == nullptr || weight(*best) < weight(container)) best = &container;
  }
  return best;
}

const ContainerObservation* only_container(const PodObservation& pod) {
  const ContainerObservation* only = nullptr;
  for (const ContainerObservation& container : pod.containers) {
    if (container.kind == ContainerKind::ephemeral) continue;
    if (only != nullptr && only->name != container.name) return nullptr;
    only = &container;
  }
  return only == nullptr ? nullptr : find_container(pod, only->name);
}

std::string describe(const RunEnd& end) {
  const Termination& termination = *end.termination;
  return fmt::format(
      "{} {}, exit code {}", end.current ? "state.terminated" : "lastState.terminated",
      termination.reason.empty() ? "without a reason" : printable(termination.reason, kForeignTextBytesMax),
      exit_code_words(termination.exit_code));
}

}  // namespace oomscan::detect
