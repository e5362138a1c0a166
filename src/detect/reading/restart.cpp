#include "detect/reading/restart.hpp"

#include <algorithm>
#include <optional>
#include <string_view>

#include "detect/reading/runs.hpp"

namespace oomscan::detect {
namespace {

constexpr std::string_view kAlways = "Always";
constexpr std::string_view kNever = "Never";
constexpr std::string_view kRestart = "Restart";
constexpr std::string_view kRestartAll = "RestartAllContainers";
constexpr std::string_view kPodInitializing = "PodInitializing";

bool restarts(const RestartRule& rule) { return rule.action == kRestart || rule.action == kRestartAll; }

bool fits(const RestartRule& rule, const Termination& end) {
  if (is_made_up(end)) return true;
  const bool listed = std::find(rule.exit_codes.begin(), rule.exit_codes.end(), end.exit_code) != rule.exit_codes.end();
  return listed == rule.for_codes_given;
}

// The kubelet takes an init container that ended as OOMKilled for a failed one, whatever its code (1.23 on).
bool has_failed(const ContainerObservation& container, const Termination& end) {
  return end.exit_code != 0 || (container.kind == ContainerKind::init && is_oom_killed(end));
}

bool has_left_initialization(const ContainerObservation& main) {
  return main.has_status && (!main.waiting || main.waiting->reason != kPodInitializing);
}

// Init containers run one after the other: one that began after the end of another is a later one, and so is one that
// waits for its start by itself. A sidecar waits when it restarts, too.
bool began_after(const ContainerObservation& other, Timestamp ended) {
  const auto began = other.terminated ? other.terminated->started_at : other.running_since;
  if (began) return *began >= ended;
  return other.kind == ContainerKind::init && other.waiting && other.waiting->reason != kPodInitializing;
}

}  // namespace

bool is_started_again(const PodObservation& pod, const ContainerObservation& container, const Termination& end) {
  if (container.kind == ContainerKind::ephemeral || pod.phase == "Succeeded" || pod.phase == "Failed") return false;
  if (container.kind == ContainerKind::sidecar) return true;
  // Rules can restart what the policy would not; the first one that fits counts.
  const auto rule = std::find_if(container.restart_rules.begin(), container.restart_rules.end(),
                                 [&](const RestartRule& each) { return fits(each, end); });
  if (rule != container.restart_rules.end() && restarts(*rule)) return true;
  const std::string_view policy = container.restart_policy.empty() ? pod.restart_policy : container.restart_policy;
  if (policy == kNever) return false;
  // What an init container has done is done.
  if ((policy == kAlways || policy.empty()) && container.kind != ContainerKind::init) return true;
  return has_failed(container, end) || is_made_up(end);
}

bool pod_went_on_after(const PodObservation& pod, const ContainerObservation& init) {
  const auto ended = init.terminated ? init.terminated->finished_at : std::nullopt;
  return std::any_of(pod.containers.begin(), pod.containers.end(), [&](const ContainerObservation& other) {
    if (other.kind == ContainerKind::main) return has_left_initialization(other);
    const bool prepares = other.kind == ContainerKind::init || other.kind == ContainerKind::sidecar;
    return prepares && other.name != init.name && ended && began_after(other, *ended);
  });
}

}  // namespace oomscan::detect
