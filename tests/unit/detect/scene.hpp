// A fluent way to set up a pod with its Events, and to say in one line what the judge found.
// Everything is told relative to kNow; nothing reads a clock.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "detect/catalog_judge.hpp"
#include "oomscan/model/evidence.hpp"
#include "oomscan/ports/judge.hpp"
#include "unit/detect/scene_metric.hpp"
#include "unit/detect/scene_time.hpp"

namespace oomscan::detect::scene {

inline Termination ended(std::string reason, int exit_code, Seconds before) {
  Termination termination;
  termination.reason = std::move(reason);
  termination.exit_code = exit_code;
  termination.finished_at = ago(before);
  return termination;
}
inline Termination ended_at_unknown_time(std::string reason, int exit_code) {
  Termination termination = ended(std::move(reason), exit_code, Seconds{0});
  termination.finished_at.reset();
  return termination;
}
inline Termination oom_killed(Seconds before) { return ended("OOMKilled", 137, before); }
inline Termination failed(int exit_code, Seconds before) { return ended("Error", exit_code, before); }
inline Termination completed(Seconds before) { return ended("Completed", 0, before); }
inline constexpr const char* kInitOomMessage =
    "failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: "
    "unable "
    "to start container process: container init was OOM-killed (memory limit too low?): unknown";
inline Termination start_error(std::string message, Seconds before) {
  Termination termination = ended("StartError", 128, before);
  termination.started_at = Timestamp{};
  termination.message = std::move(message);
  return termination;
}

class Container {
 public:
  explicit Container(std::string name = "app", ContainerKind kind = ContainerKind::main) {
    value_.name = std::move(name);
    value_.kind = kind;
    value_.in_spec = value_.has_status = true;
  }
  Container& waiting(std::string reason, std::string message = "") {
    value_.waiting = Waiting{std::move(reason), std::move(message)};
    return *this;
  }
  Container& in_back_off() { return waiting("CrashLoopBackOff", "back-off 5m0s restarting failed container"); }
  Container& running(Seconds since, bool ready = true) {
    value_.running = true;
    value_.ready = ready;
    value_.running_since = ago(since);
    return *this;
  }
  Container& now(Termination termination) {
    value_.terminated = std::move(termination);
    return *this;
  }
  Container& last(Termination termination) {
    value_.last_terminated = std::move(termination);
    return *this;
  }
  Container& restarts(std::int64_t count) {
    value_.restart_count = count;
    return *this;
  }
  Container& memory(std::int64_t limit, std::int64_t request) {
    value_.memory_limit_bytes = limit;
    value_.memory_request_bytes = request;
    return *this;
  }
  Container& missing_from_spec() {
    value_.in_spec = false;
    return *this;
  }
  operator ContainerObservation() const { return value_; }  // NOLINT: implicit by design

 private:
  ContainerObservation value_;
};
inline Container init(std::string name) { return Container(std::move(name), ContainerKind::init); }
inline Container sidecar(std::string name) { return Container(std::move(name), ContainerKind::sidecar); }
inline Container debug(std::string name) { return Container(std::move(name), ContainerKind::ephemeral); }

class Event {
 public:
  Event(std::string reason, std::string message, Seconds before) {
    value_.namespace_name = value_.involved_namespace = "shop";
    value_.involved_kind = "Pod";
    value_.involved_name = "web-1";
    value_.involved_uid = "uid-1";
    value_.type = "Warning";
    value_.reason = std::move(reason);
    value_.message = std::move(message);
    value_.source_component = "kubelet";
    value_.source_host = "node-1";
    value_.time = value_.first_time = ago(before);
  }
  Event& on(std::string field_path) {
    value_.field_path = std::move(field_path);
    return *this;
  }
  Event& on_app() { return on("spec.containers{app}"); }
  Event& times(std::int64_t count) {
    value_.count = count;
    return *this;
  }
  Event& uid(std::string uid) {
    value_.involved_uid = std::move(uid);
    return *this;
  }
  // About a Node, it stands where the kubelet writes such Events.
  Event& kind(std::string kind) {
    value_.involved_kind = std::move(kind);
    if (value_.involved_kind == "Node") {
      value_.namespace_name = kNodeEventsNamespace;
      value_.involved_namespace.clear();
    }
    return *this;
  }
  Event& in_namespace(std::string name) {
    value_.namespace_name = std::move(name);
    return *this;
  }
  Event& involved_namespace(std::string name) {
    value_.involved_namespace = std::move(name);
    return *this;
  }
  Event& type(std::string type) {
    value_.type = std::move(type);
    return *this;
  }
  Event& undated() {
    value_.time.reset();
    return *this;
  }
  operator EventObservation() const { return value_; }  // NOLINT: implicit by design

 private:
  EventObservation value_;
};
inline constexpr const char* kBackOffMessage = "Back-off restarting failed container app in pod web-1_shop(uid-1)";
inline Event back_off(Seconds before) { return Event("BackOff", kBackOffMessage, before).on_app(); }
inline Event liveness_kill(Seconds before) {
  return Event("Killing", "Container app failed liveness probe, will be restarted", before).on_app().type("Normal");
}

class Scene {
 public:
  Scene() {
    evidence_.namespace_name = "shop";
    evidence_.pod_name = "web-1";
    evidence_.pod_uid = "uid-1";
    evidence_.presence = Presence::listed;
    PodObservation pod;
    pod.namespace_name = "shop";
    pod.name = "web-1";
    pod.uid = "uid-1";
    pod.node = "node-1";
    pod.phase = "Running";
    pod.restart_policy = "Always";
    evidence_.pod = pod;
  }
  Scene& with(ContainerObservation container) {
    evidence_.pod->containers.push_back(std::move(container));
    return *this;
  }
  Scene& with(EventObservation event) {
    evidence_.events.push_back(std::move(event));
    return *this;
  }
  Scene& with(const Container& container) { return with(static_cast<ContainerObservation>(container)); }
  Scene& with(const Event& event) { return with(static_cast<EventObservation>(event)); }
  Scene& with(const Metric& metric) {
    evidence_.metrics.push_back(metric);
    return *this;
  }
  Scene& phase(std::string phase, std::string reason = "") {
    evidence_.pod->phase = std::move(phase);
    evidence_.pod->reason = std::move(reason);
    return *this;
  }
  Scene& policy(std::string restart_policy) {
    evidence_.pod->restart_policy = std::move(restart_policy);
    return *this;
  }
  Scene& disrupted(std::string reason) {
    evidence_.pod->disruption_reason = std::move(reason);
    return *this;
  }
  Scene& deleted() {
    evidence_.pod->deletion_timestamp = kNow;
    return *this;
  }
  Scene& mirror(std::string uid) {
    evidence_.pod->mirror_uid = std::move(uid);
    return *this;
  }
  Scene& node_oom(Seconds before) {
    evidence_.node_oom_times.push_back(ago(before));
    return *this;
  }
  Scene& later_job_pod_succeeded() {
    evidence_.pod->created_at = ago(days(1));
    evidence_.job = std::make_shared<const JobHistory>(
        std::vector<JobPod>{{.succeeded = true, .is_over = true, .created_at = ago(hours(1))}});
    return *this;
  }
  Scene& without_pod(Presence presence) {
    evidence_.pod.reset();
    evidence_.presence = presence;
    return *this;
  }
  Scene& range(Seconds length) {
    range_ = length;
    return *this;
  }
  PodEvidence& evidence() { return evidence_; }
  [[nodiscard]] JudgingFrame frame() const { return {kNow, {"", kNow - range_, kNow}, minutes(10)}; }
  [[nodiscard]] std::vector<Finding> judge(const std::vector<std::string>& types = {}) const {
    return make_judge(types)->judge(evidence_, frame());
  }

 private:
  PodEvidence evidence_;
  Seconds range_ = days(7);
};

// "app OOMKilled confirmed active (OOMKilled); ..." in the order of the findings; "nothing" if there are none.
inline std::string said(const std::vector<Finding>& findings) {
  std::string line;
  for (const Finding& finding : findings) {
    if (!line.empty()) line += "; ";
    line += (finding.container.empty() ? "?" : finding.container) + " " + finding.type + " " +
            std::string(to_id(finding.confidence)) + " " + std::string(to_id(finding.state)) + " (" + finding.cause +
            ")";
  }
  return line.empty() ? "nothing" : line;
}
inline std::string said(const Scene& scene) { return said(scene.judge()); }

// The only finding of this type, or an empty one, which then fails the test by its fields.
inline Finding the(const std::string& type, const Scene& scene) {
  Finding found;
  for (Finding& finding : scene.judge({type})) {
    if (!found.type.empty()) return {};
    found = std::move(finding);
  }
  return found;
}

inline std::string details(const Finding& finding) {
  std::string lines;
  for (const Evidence& evidence : finding.evidence) lines += evidence.detail + "\n";
  return lines;
}

// Every field that a judge fills in, so that a failing comparison can be read.
inline std::string in_full(const std::vector<Finding>& findings) {
  std::string text;
  const auto number = [](const auto& value) { return value ? std::to_string(*value) : std::string("null"); };
  for (const Finding& finding : findings) {
    text += said({finding}) + " kind=" + std::string(to_id(finding.container_kind)) +
            " exit=" + number(finding.exit_code) + " restarts=" + number(finding.restart_count) +
            " limit=" + number(finding.memory_limit_bytes) + " request=" + number(finding.memory_request_bytes) +
            " node=" + finding.node + " workload=" + finding.workload.kind + "/" + finding.workload.name + " at";
    for (const Timestamp time : finding.timestamps) text += " " + std::to_string((kNow - time).count()) + "s";
    for (const int count : finding.windows) text += " " + std::to_string(count);
    for (const Source source : finding.sources) text += " " + std::string(to_id(source));
    text += "\n" + details(finding);
  }
  return text;
}

}  // namespace oomscan::detect::scene
