#include "fleet_sim/pod_builder.hpp"

#include <utility>

namespace oomscan::fleet_sim {
namespace {

constexpr std::size_t kEnvironmentEntryBytes = 130;  // one entry of `pad`, as JSON

std::string mebibytes(int count) { return std::to_string(count) + "Mi"; }

Json resources_of(const ContainerShape& shape) {
  if (shape.limit_mi == 0) return Json::object();
  return {{"limits", {{"cpu", "500m"}, {"memory", mebibytes(shape.limit_mi)}}},
          {"requests", {{"cpu", "50m"}, {"memory", mebibytes(shape.request_mi)}}}};
}

std::size_t list_of(Role role) { return role == Role::main ? 0 : role == Role::ephemeral ? 2 : 1; }

Json probe() {
  return {{"httpGet", {{"path", "/healthz"}, {"port", 8080}, {"scheme", "HTTP"}}},
          {"initialDelaySeconds", 5},
          {"timeoutSeconds", 1},
          {"periodSeconds", 10},
          {"successThreshold", 1},
          {"failureThreshold", 3}};
}

Json container_spec(const ContainerShape& shape) {
  Json spec = {{"name", shape.name}, {"image", shape.image}};
  if (shape.role == Role::sidecar) spec["restartPolicy"] = "Always";
  spec["env"] = Json::array({{{"name", "LOG_LEVEL"}, {"value", "info"}}});
  spec["resources"] = resources_of(shape);
  spec["volumeMounts"] = Json::array({{{"name", "kube-api-access"},
                                       {"readOnly", true},
                                       {"mountPath", "/var/run/secrets/kubernetes.io/serviceaccount"}}});
  if (shape.role == Role::main) spec["readinessProbe"] = probe();
  spec["terminationMessagePath"] = "/dev/termination-log";
  spec["terminationMessagePolicy"] = "File";
  spec["imagePullPolicy"] = "IfNotPresent";
  return spec;
}

}  // namespace

Json running(const Scene& scene, int since_age) { return {{"running", {{"startedAt", scene.at(since_age)}}}}; }

Json waiting(std::string_view reason, std::string_view message) {
  Json value = {{"reason", reason}};
  if (!message.empty()) value["message"] = message;
  return {{"waiting", value}};
}

Json terminated(const Scene& scene, std::string_view reason, int exit_code, int finished_age, int run_seconds,
                std::string_view message) {
  Json value = {{"exitCode", exit_code}, {"reason", reason}};
  if (!message.empty()) value["message"] = message;
  if (finished_age < 0) {
    value["startedAt"] = nullptr;
    value["finishedAt"] = nullptr;
  } else {
    // A container that never started is shown as started in 1970.
    value["startedAt"] = reason == "StartError" ? "1970-01-01T00:00:00Z" : scene.at(finished_age + run_seconds);
    value["finishedAt"] = scene.at(finished_age);
  }
  value["containerID"] = "cri-o://" + NameSource(scene.app() + std::to_string(finished_age)).hex(64);
  return {{"terminated", value}};
}

PodBuilder::PodBuilder(Scene& scene, std::string name) : scene_(scene), node_(scene.node()) {
  metadata_["name"] = std::move(name);
  metadata_["namespace"] = scene.namespace_name();
  metadata_["uid"] = scene.names().uid();
  labels_["app"] = scene.app();
}

PodBuilder& PodBuilder::owned_by(std::string_view api_version, std::string_view kind, const std::string& name) {
  const std::string uid = NameSource(scene_.facts().cluster + scene_.namespace_name() + name).uid();
  if (kind == "Job") label("controller-uid", uid).label("batch.kubernetes.io/controller-uid", uid);
  owners_.push_back({{"apiVersion", api_version},
                     {"kind", kind},
                     {"name", name},
                     {"uid", uid},
                     {"controller", true},
                     {"blockOwnerDeletion", true}});
  return *this;
}

PodBuilder& PodBuilder::label(const std::string& name, const std::string& value) {
  return labels_[name] = value, *this;
}
PodBuilder& PodBuilder::annotation(const std::string& name, const std::string& value) {
  return annotations_[name] = value, *this;
}
PodBuilder& PodBuilder::restart_policy(const std::string& policy) { return policy_ = policy, *this; }
PodBuilder& PodBuilder::phase(const std::string& phase) { return phase_ = phase, *this; }
PodBuilder& PodBuilder::reason(const std::string& reason, const std::string& message) {
  reason_ = reason;
  message_ = message;
  return *this;
}
PodBuilder& PodBuilder::created(int age_seconds) { return age_ = age_seconds, *this; }
PodBuilder& PodBuilder::on_node(const std::string& node) { return node_ = node, *this; }

PodBuilder& PodBuilder::terminating(int age_seconds, const std::string& finalizer) {
  metadata_["deletionTimestamp"] = scene_.at(age_seconds);
  metadata_["deletionGracePeriodSeconds"] = 30;
  metadata_["finalizers"] = Json::array({finalizer});
  return *this;
}

PodBuilder& PodBuilder::container(const ContainerShape& shape, const ContainerLife& life) {
  const std::size_t list = list_of(shape.role);
  containers_[list].push_back(container_spec(shape));
  limited_ = limited_ || shape.limit_mi > 0;
  const bool is_running = life.state.contains("running");
  const bool has_run = is_running || life.state.contains("terminated") || !life.last.empty();
  Json status = {{"name", shape.name},
                 {"state", life.state},
                 {"lastState", life.last},
                 {"ready", life.ready},
                 {"restartCount", life.restarts},
                 {"image", shape.image},
                 {"imageID", has_run ? "quay.io/example/app@sha256:" + NameSource(shape.image).hex(64) : ""}};
  if (has_run) status["containerID"] = "cri-o://" + scene_.names().hex(64);
  status["started"] = is_running;
  if (shape.limit_mi > 0 && shape.role != Role::ephemeral) status["resources"] = resources_of(shape);
  statuses_[list].push_back(std::move(status));
  if (shape.role == Role::main || shape.role == Role::sidecar) ready_ = ready_ && life.ready;
  return *this;
}

Json PodBuilder::conditions(bool ready) const {
  const auto condition = [this](std::string_view type, bool value, std::string_view why) {
    Json one = {{"type", type},
                {"status", value ? "True" : "False"},
                {"lastProbeTime", nullptr},
                {"lastTransitionTime", scene_.at(value ? age_ : 60)}};
    if (!value) one["reason"] = why;
    return one;
  };
  const bool initialized = phase_ != "Pending";
  return Json::array({condition("PodReadyToStartContainers", phase_ != "Failed", "PodFailed"),
                      condition("Initialized", initialized, "ContainersNotInitialized"),
                      condition("Ready", ready, "ContainersNotReady"),
                      condition("ContainersReady", ready, "ContainersNotReady"), condition("PodScheduled", true, "")});
}

// Real pods carry dozens of environment variables and their managedFields twin; without them every measurement is
// flattered.
void PodBuilder::pad(Json& pod) const {
  const std::size_t bytes = pod.dump().size();
  if (bytes >= scene_.facts().pod_bytes) return;
  Json& environment = pod["spec"]["containers"][0]["env"];
  Json& managed = pod["metadata"]["managedFields"][0]["fieldsV1"]["f:spec"]["f:containers"];
  Json& fields = managed["k:{\"name\":\"" + pod["spec"]["containers"][0]["name"].get<std::string>() + "\"}"]["f:env"];
  const std::size_t entries = (scene_.facts().pod_bytes - bytes) / kEnvironmentEntryBytes;
  for (std::size_t i = 0; i < entries; ++i) {
    const std::string name = "SETTING_" + std::to_string(100 + i);
    environment.push_back({{"name", name}, {"value", "https://service.example:8443/v1"}});
    fields["k:{\"name\":\"" + name + "\"}"] = {
        {".", Json::object()}, {"f:name", Json::object()}, {"f:value", Json::object()}};
  }
}

Json PodBuilder::build() {
  const std::string uid = metadata_["uid"].get<std::string>();
  metadata_["resourceVersion"] = std::to_string(100000 + scene_.names().below(900000));
  metadata_["creationTimestamp"] = scene_.at(age_);
  metadata_["labels"] = labels_;
  if (!annotations_.empty()) metadata_["annotations"] = annotations_;
  if (!owners_.empty()) metadata_["ownerReferences"] = owners_;
  metadata_["managedFields"] = Json::array(
      {{{"manager", "kube-controller-manager"},
        {"operation", "Update"},
        {"apiVersion", "v1"},
        {"time", scene_.at(age_)},
        {"fieldsType", "FieldsV1"},
        {"fieldsV1",
         {{"f:metadata", {{"f:labels", {{".", Json::object()}, {"f:app", Json::object()}}}}},
          {"f:spec", {{"f:containers", Json::object()}}}}}},
       {{"manager", "kubelet"},
        {"operation", "Update"},
        {"apiVersion", "v1"},
        {"time", scene_.at(60)},
        {"fieldsType", "FieldsV1"},
        {"fieldsV1", {{"f:status", {{"f:containerStatuses", Json::object()}, {"f:phase", Json::object()}}}}},
        {"subresource", "status"}}});

  Json spec = Json::object();
  spec["volumes"] = Json::array({{{"name", "kube-api-access"}, {"projected", {{"defaultMode", 420}}}}});
  if (!containers_[1].empty()) spec["initContainers"] = containers_[1];
  spec["containers"] = containers_[0];
  if (!containers_[2].empty()) spec["ephemeralContainers"] = containers_[2];
  spec.update({{"restartPolicy", policy_},
               {"terminationGracePeriodSeconds", 30},
               {"dnsPolicy", "ClusterFirst"},
               {"serviceAccountName", "default"},
               {"serviceAccount", "default"},
               {"nodeName", node_},
               {"securityContext", Json::object()},
               {"schedulerName", "default-scheduler"},
               {"priority", 0},
               {"enableServiceLinks", true},
               {"preemptionPolicy", "PreemptLowerPriority"}});

  Json status = {{"phase", phase_}};
  if (reason_ != "Evicted") status["conditions"] = conditions(ready_ && phase_ == "Running");
  if (!message_.empty()) status["message"] = message_;
  if (!reason_.empty()) status["reason"] = reason_;
  NameSource address(uid);
  status["hostIP"] = "10.0.1." + std::to_string(10 + address.below(200));
  status["podIP"] = "10.128." + std::to_string(address.below(250)) + "." + std::to_string(2 + address.below(250));
  status["podIPs"] = Json::array({{{"ip", status["podIP"]}}});
  status["startTime"] = scene_.at(age_);
  if (!statuses_[1].empty()) status["initContainerStatuses"] = statuses_[1];
  if (!statuses_[0].empty()) status["containerStatuses"] = statuses_[0];
  status["qosClass"] = limited_ ? "Burstable" : "BestEffort";
  if (!statuses_[2].empty()) status["ephemeralContainerStatuses"] = statuses_[2];

  for (const char* list : {"initContainerStatuses", "containerStatuses"}) {
    if (!status.contains(list)) continue;
    for (Json& one : status[list]) {
      Json& state = one["state"];
      if (!state.contains("waiting") || state["waiting"]["reason"] != "CrashLoopBackOff") continue;
      state["waiting"]["message"] = "back-off 5m0s restarting failed container=" + one["name"].get<std::string>() +
                                    " pod=" + metadata_["name"].get<std::string>() + "_" + scene_.namespace_name() +
                                    "(" + uid + ")";
    }
  }
  Json pod = {{"metadata", metadata_}, {"spec", spec}, {"status", status}};
  pad(pod);
  return pod;
}

PodBuilder deployment_pod(Scene& scene) {
  const std::string hash = NameSource(scene.facts().seed + scene.namespace_name() + scene.app()).suffix(10);
  const std::string replica_set = scene.app() + "-" + hash;
  PodBuilder pod(scene, replica_set + "-" + scene.names().suffix(5));
  pod.owned_by("apps/v1", "ReplicaSet", replica_set).label("pod-template-hash", hash);
  return pod;
}

}  // namespace oomscan::fleet_sim
