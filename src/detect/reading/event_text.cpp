#include "detect/reading/event_text.hpp"

#include <algorithm>
#include <array>
#include <iterator>

#include <fmt/format.h>

#include "detect/reading/limit_words.hpp"
#include "detect/reading/runs.hpp"
#include "oomscan/model/text.hpp"

namespace oomscan::detect {
namespace {

// client-go's event correlator puts this before the message of an aggregated Event.
constexpr std::string_view kCombinedPrefix = "(combined from similar events): ";
constexpr std::string_view kRestartPhrase = "Back-off restarting failed container";
constexpr std::string_view kPullPhrase = "Back-off pulling image";
// Before what went wrong, in the kubelet's Events "Failed".
constexpr std::string_view kErrorPrefix = "Error: ";
// pkg/kubelet/kuberuntime (1.22 on): what a hook before the creation or start of a container says.
constexpr std::array<std::string_view, 2> kHookPrefixes = {
    "Internal PreCreateContainer hook failed: ",
    "Internal PreStartContainer hook failed: ",
};
// With which a runtime's words on a container or sandbox come: kubelet, pkg/kubelet/events/event.go.
constexpr std::array<std::string_view, 3> kCreationReasons = {"Failed", "FailedCreatePodSandBox",
                                                              "FailedCreatePodContainer"};
// The kubelet's, the scheduler's and the taint controller's reasons for ending a whole pod.
constexpr std::array<std::string_view, 5> kStopReasons = {"Evicted", "Preempted", "Preempting", "DeadlineExceeded",
                                                          "TaintManagerEviction"};
// pkg/kubelet/images: what keeps a container waiting for its image.
constexpr std::array<std::string_view, 7> kImageReasons = {
    "ErrImagePull",      "ImagePullBackOff",    "ErrImageNeverPull",         "InvalidImageName",
    "ImageInspectError", "RegistryUnavailable", "SignatureValidationFailed",
};
// A container's name is a DNS label (RFC 1123).
constexpr std::size_t kContainerNameBytesMax = 63;

std::string_view without_combined_prefix(std::string_view message) {
  if (message.starts_with(kCombinedPrefix)) message.remove_prefix(kCombinedPrefix.size());
  return message;
}

bool contains_ignoring_case(std::string_view text, std::string_view lower_case_part) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  return std::search(text.begin(), text.end(), lower_case_part.begin(), lower_case_part.end(),
                     [&](char left, char right) { return lower(left) == right; }) != text.end();
}

bool is_container_name(std::string_view name) {
  const auto allowed = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; };
  return !name.empty() && name.size() <= kContainerNameBytesMax && std::all_of(name.begin(), name.end(), allowed);
}

// The word after `before`, if `after` follows it; empty otherwise.
std::string_view word_between(std::string_view text, std::string_view before, std::string_view after) {
  const std::size_t start = text.find(before);
  if (start == std::string_view::npos) return {};
  text.remove_prefix(start + before.size());
  const std::size_t end = text.find(after);
  if (end == std::string_view::npos || !is_container_name(text.substr(0, end))) return {};
  return text.substr(0, end);
}

struct FieldPathKind {
  std::string_view prefix;
  ContainerKind kind;
};
constexpr std::array<FieldPathKind, 3> kFieldPathKinds{{
    {"spec.containers{", ContainerKind::main},
    {"spec.initContainers{", ContainerKind::init},
    {"spec.ephemeralContainers{", ContainerKind::ephemeral},
}};

std::string_view name_in_message(const EventObservation& event) {
  const std::string_view message = without_combined_prefix(event.message);
  if (is_restart_back_off(event)) {
    const std::string_view rest = message.substr(kRestartPhrase.size());
    // Kubelets wrote "container", then "container=app pod=...", then "container app in pod ...".
    if (rest.starts_with('=')) return word_between(rest, "=", " ");
    if (rest.starts_with(' ')) return word_between(rest, " ", " in pod ");
    return {};
  }
  if (killed_for_probe(event)) return word_between(message, "Container ", " failed ");
  return word_between(message, "container '", "'");
}

// "OOMKilled", "OOMKilling", "oom-killed", "OOM_KILL", with anything around it.
bool reason_names_oom_kill(std::string_view reason) {
  std::string letters;
  std::copy_if(reason.begin(), reason.end(), std::back_inserter(letters),
               [](char c) { return c != '-' && c != '_' && c != ' '; });
  return contains_ignoring_case(letters, "oomkill");
}

template <std::size_t N>
bool is_one_of(const std::array<std::string_view, N>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

bool is_restart_back_off(const EventObservation& event) {
  return event.reason == "BackOff" && without_combined_prefix(event.message).starts_with(kRestartPhrase);
}

std::optional<Probe> killed_for_probe(const EventObservation& event) {
  if (event.reason != "Killing") return std::nullopt;
  if (event.message.find("failed liveness probe") != std::string::npos) return Probe::liveness;
  if (event.message.find("failed startup probe") != std::string::npos) return Probe::startup;
  return std::nullopt;
}

bool names_oom_kill(const EventObservation& event) { return reason_names_oom_kill(event.reason); }

bool names_crash_loop(const EventObservation& event) { return contains_ignoring_case(event.reason, "crashloop"); }

bool tells_start_oom(const EventObservation& event) {
  return is_one_of(kCreationReasons, event.reason) && says_limit_is_too_low(event.message);
}

bool is_image_failure(std::string_view waiting_reason) { return is_one_of(kImageReasons, waiting_reason); }

bool is_pull_back_off(const EventObservation& event) {
  const std::string_view message = without_combined_prefix(event.message);
  return (event.reason == "BackOff" && message.starts_with(kPullPhrase)) ||
         (event.reason == "Failed" && message == "Error: ImagePullBackOff");
}

bool tells_image_failure(const EventObservation& event) {
  if (is_pull_back_off(event) || event.reason == "ErrImageNeverPull" || event.reason == "InspectFailed") return true;
  if (event.reason != "Failed") return false;
  std::string_view message = without_combined_prefix(event.message);
  if (message.starts_with("Failed to pull image")) return true;
  if (!message.starts_with(kErrorPrefix)) return false;
  message.remove_prefix(kErrorPrefix.size());
  return is_image_failure(message.substr(0, message.find(':')));
}

bool tells_start_failure(const EventObservation& event) {
  if (event.reason != "Failed") return false;
  const std::string_view message = without_combined_prefix(event.message);
  const bool by_a_hook = std::any_of(kHookPrefixes.begin(), kHookPrefixes.end(),
                                     [&](std::string_view prefix) { return message.starts_with(prefix); });
  return by_a_hook || (message.starts_with(kErrorPrefix) && !tells_image_failure(event));
}

bool is_eviction(const EventObservation& event) { return event.reason == "Evicted"; }

bool tells_of_a_stop(const EventObservation& event) {
  return is_one_of(kStopReasons, event.reason) ||
         (event.reason == "Killing" && event.message.starts_with("Stopping container"));
}

bool is_update_in_place(const EventObservation& event) {
  return event.reason == "Killing" && (event.message.find("definition changed") != std::string::npos ||
                                       event.message.find("resize requires restart") != std::string::npos);
}

bool is_node_oom(const EventObservation& event) {
  return event.involved_kind == "Node" && event.namespace_name == kNodeEventsNamespace &&
         (event.reason == "SystemOOM" || event.reason == "NodeOOM" || names_oom_kill(event));
}

bool is_about_a_pod(const EventObservation& event) {
  return event.involved_kind == "Pod" && event.involved_namespace == event.namespace_name;
}

NamedContainer container_named_by(const EventObservation& event) {
  for (const FieldPathKind& path : kFieldPathKinds) {
    if (!event.field_path.starts_with(path.prefix)) continue;
    const std::string_view name = word_between(event.field_path, path.prefix, "}");
    if (!name.empty()) return {name, path.kind};
  }
  return {name_in_message(event), ContainerKind::main};
}

Evidence evidence_of(const EventObservation& event) {
  const std::string times = event.count > 1 ? fmt::format(" x{}", event.count) : "";
  return {Source::events, event.time,
          fmt::format("{} Event{}: {}", printable(event.reason, kForeignTextBytesMax), times,
                      printable(event.message, kForeignTextBytesMax))};
}

}  // namespace oomscan::detect
