// Evidence about one pod, made of bytes: the words that rules look for, and anything else.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "fuzz/byte_reader.hpp"
#include "fuzz/report_maker.hpp"
#include "oomscan/model/evidence.hpp"

namespace oomscan::fuzz {

class EvidenceMaker {
 public:
  explicit EvidenceMaker(ByteReader& bytes) : bytes_(bytes) {}

  PodEvidence evidence() {
    PodEvidence made;
    made.namespace_name = "shop";
    made.pod_name = "web-7f9dd8b6c4-x7gr9";
    made.pod_uid = bytes_.flag() ? "66848f04-a83d-7548-db4c-24782aba5aa9" : "";
    made.presence = static_cast<Presence>(bytes_.below(3));
    if (made.presence == Presence::listed) made.pod = pod(made);
    for (std::size_t count = bytes_.below(5); count > 0; --count) made.events.push_back(event(made));
    for (std::size_t count = bytes_.below(3); count > 0; --count) made.metrics.push_back(metric(made));
    for (std::size_t count = bytes_.below(3); count > 0; --count) made.node_oom_times.push_back(time());
    if (bytes_.flag()) {
      made.job = std::make_shared<const JobHistory>(std::vector<JobPod>{{.succeeded = true, .created_at = time()}});
    }
    return made;
  }

  EventObservation event(const PodEvidence& of) {
    static constexpr std::array<std::string_view, 14> kReasons{
        "BackOff",      "Killing",     "Failed",           "FailedCreatePodSandBox",
        "Evicted",      "Unhealthy",   "Pulled",           "PreviousContainerWasOOMKilled",
        "SystemOOM",    "OOMKilling",  "CrashLoopBackOff", "Started",
        "ErrImagePull", "NodeNotReady"};
    static constexpr std::array<std::string_view, 12> kMessages{
        "Back-off restarting failed container app in pod web-7f9dd8b6c4-x7gr9_shop(66848f04)",
        "(combined from similar events): Back-off restarting failed container",
        "Back-off pulling image \"registry.example/web:1\"",
        "Container app failed liveness probe, will be restarted",
        "Container app failed startup probe, will be restarted",
        "Stopping container app",
        "Error: container init was OOM-killed (memory limit too low?)",
        "Error: ErrImagePull",
        "container 'app' was OOM killed",
        "The node was low on resource: memory.",
        "System OOM encountered, victim process: stress, pid: 4242",
        "Error: failed to create containerd task: failed to start"};
    static constexpr std::array<std::string_view, 4> kPaths{"spec.containers{app}", "spec.initContainers{init}", "",
                                                            "spec.containers{"};
    EventObservation made;
    made.namespace_name = of.namespace_name;
    made.involved_kind = bytes_.below(8) == 7 ? "Node" : "Pod";
    made.involved_namespace = of.namespace_name;
    made.involved_name = of.pod_name;
    made.involved_uid = bytes_.flag() ? of.pod_uid : "";
    made.field_path = bytes_.word(kPaths);
    made.type = bytes_.flag() ? "Warning" : "Normal";
    made.reason = bytes_.word(kReasons);
    made.message = bytes_.word(kMessages);
    made.source_component = "kubelet";
    made.source_host = bytes_.flag() ? "node-1" : "";
    made.count = std::max<std::int64_t>(1, bytes_.number());
    made.time = maybe(bytes_.below(4) != 0, [&] { return time(); });
    made.first_time = maybe(bytes_.flag(), [&] { return time(); });
    return made;
  }

 private:
  Timestamp time() { return made_time(bytes_); }

  MetricObservation metric(const PodEvidence& of) {
    MetricObservation made;
    made.fact = static_cast<MetricFact>(bytes_.below(3));
    made.namespace_name = of.namespace_name;
    made.pod = of.pod_name;
    made.pod_uid = bytes_.flag() ? of.pod_uid : "";
    made.container = container_name();
    made.init_container = bytes_.flag();
    made.node = bytes_.flag() ? "node-1" : "";
    for (std::size_t count = bytes_.below(4); count > 0; --count) made.times.push_back(time());
    std::sort(made.times.begin(), made.times.end());
    made.times.erase(std::unique(made.times.begin(), made.times.end()), made.times.end());
    made.count = std::max<std::int64_t>(1, bytes_.number());
    made.detail = "container_oom_events_total";
    made.late_max = Seconds{bytes_.byte()};
    return made;
  }

  std::string container_name() {
    static constexpr std::array<std::string_view, 4> kNames{"app", "init", "proxy", "debug"};
    return bytes_.word(kNames);
  }

  std::optional<Termination> termination() {
    static constexpr std::array<std::string_view, 6> kReasons{
        "OOMKilled", "Error", "Completed", "StartError", "ContainerStatusUnknown", "ContainerCannotRun"};
    static constexpr std::array<std::string_view, 2> kMessages{"",
                                                               "container init was OOM-killed (memory limit too low?)"};
    static constexpr std::array<int, 6> kCodes{0, 1, 137, 143, 139, 255};
    if (!bytes_.flag()) return std::nullopt;
    Termination made;
    made.reason = bytes_.word(kReasons);
    made.message = bytes_.word(kMessages);
    made.exit_code = bytes_.flag() ? kCodes.at(bytes_.below(kCodes.size())) : static_cast<int>(bytes_.number());
    made.signal = static_cast<int>(bytes_.below(40));
    made.started_at = maybe(bytes_.flag(), [&] { return time(); });
    made.finished_at = maybe(bytes_.below(4) != 0, [&] { return time(); });
    return made;
  }

  ContainerObservation container() {
    static constexpr std::array<std::string_view, 8> kWaiting{
        "CrashLoopBackOff",  "PodInitializing",      "ImagePullBackOff",  "ErrImagePull",
        "ContainerCreating", "CreateContainerError", "RunContainerError", "InvalidImageName"};
    static constexpr std::array<std::string_view, 2> kMessages{"",
                                                               "container init was OOM-killed (memory limit too low?)"};
    ContainerObservation made;
    made.name = container_name();
    made.kind = static_cast<ContainerKind>(bytes_.below(4));
    made.in_spec = bytes_.flag();
    made.has_status = bytes_.flag();
    made.image = "registry.example/web:1";
    made.memory_limit_bytes = maybe(bytes_.flag(), [&] { return bytes_.number(); });
    made.memory_request_bytes = maybe(bytes_.flag(), [&] { return bytes_.number(); });
    if (!made.has_status) return made;
    made.ready = bytes_.flag();
    made.restart_count = bytes_.number();
    switch (bytes_.below(4)) {
      case 0:
        made.waiting.emplace();
        made.waiting->reason = bytes_.word(kWaiting);
        made.waiting->message = bytes_.word(kMessages);
        break;
      case 1:
        made.running = true;
        made.running_since = maybe(bytes_.flag(), [&] { return time(); });
        break;
      case 2:
        made.terminated = termination();
        break;
      default:
        break;
    }
    made.last_terminated = termination();
    return made;
  }

  PodObservation pod(const PodEvidence& of) {
    static constexpr std::array<std::string_view, 4> kPhases{"Running", "Pending", "Succeeded", "Failed"};
    static constexpr std::array<std::string_view, 6> kReasons{"",           "Evicted",          "OutOfmemory",
                                                              "Preempting", "DeadlineExceeded", "NodeShutdown"};
    static constexpr std::array<std::string_view, 3> kPolicies{"Always", "OnFailure", "Never"};
    static constexpr std::array<std::string_view, 3> kDisruptions{"", "PreemptionByScheduler", "TerminationByKubelet"};
    static constexpr std::array<std::string_view, 6> kOwners{
        "ReplicaSet", "Job", "StatefulSet", "DaemonSet", "ReplicationController", "Node"};
    static constexpr std::array<std::string_view, 2> kOwnerNames{"web-7f9dd8b6c4", "web"};
    PodObservation made;
    made.namespace_name = of.namespace_name;
    made.name = of.pod_name;
    made.uid = of.pod_uid;
    made.node = "node-1";
    made.phase = bytes_.word(kPhases);
    made.reason = bytes_.word(kReasons);
    made.message = bytes_.text();
    made.restart_policy = bytes_.word(kPolicies);
    made.disruption_reason = bytes_.word(kDisruptions);
    made.created_at = maybe(bytes_.flag(), [&] { return time(); });
    made.started_at = maybe(bytes_.flag(), [&] { return time(); });
    made.deletion_timestamp = maybe(bytes_.below(8) == 7, [&] { return time(); });
    for (std::size_t count = bytes_.below(3); count > 0; --count) {
      made.owners.push_back({bytes_.word(kOwners), bytes_.word(kOwnerNames), "owner", bytes_.flag()});
    }
    for (const std::string_view label : kPodLabelsKept) {
      if (bytes_.below(8) == 7) made.labels.emplace(label, bytes_.text());
    }
    for (std::size_t count = bytes_.below(5); count > 0; --count) made.containers.push_back(container());
    return made;
  }

  ByteReader& bytes_;
};

}  // namespace oomscan::fuzz
