// Pods and Events as a real API server shows them: key order, defaults, conditions, managedFields, realistic size.
// Field meanings: Kubernetes API reference, core/v1. Not thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "fleet_sim/scene.hpp"

namespace oomscan::fleet_sim {

enum class Role { main, init, sidecar, ephemeral };

struct ContainerShape {
  std::string name = "app";
  Role role = Role::main;
  int limit_mi = 128;  // memory, MiB; 0: none
  int request_mi = 64;
  std::string image = "quay.io/example/app:1.4.2";
};

// The value of `state` or `lastState`.
[[nodiscard]] Json running(const Scene& scene, int since_age);
[[nodiscard]] Json waiting(std::string_view reason, std::string_view message = "");
// finished_age < 0: finishedAt is null. `run_seconds`: how long it had run.
[[nodiscard]] Json terminated(const Scene& scene, std::string_view reason, int exit_code, int finished_age,
                              int run_seconds = 20, std::string_view message = "");

struct ContainerLife {
  Json state = Json::object();
  Json last = Json::object();
  bool ready = false;
  int restarts = 0;
};

class PodBuilder {
 public:
  PodBuilder(Scene& scene, std::string name);

  PodBuilder& owned_by(std::string_view api_version, std::string_view kind, const std::string& name);
  PodBuilder& label(const std::string& name, const std::string& value);
  PodBuilder& annotation(const std::string& name, const std::string& value);
  PodBuilder& restart_policy(const std::string& policy);
  PodBuilder& phase(const std::string& phase);
  PodBuilder& reason(const std::string& reason, const std::string& message);
  PodBuilder& created(int age_seconds);
  PodBuilder& on_node(const std::string& node);
  PodBuilder& terminating(int age_seconds, const std::string& finalizer);
  PodBuilder& container(const ContainerShape& shape, const ContainerLife& life);

  [[nodiscard]] Json build();

 private:
  [[nodiscard]] Json conditions(bool ready) const;
  void pad(Json& pod) const;

  Scene& scene_;
  Json metadata_ = Json::object();
  Json labels_ = Json::object();
  Json annotations_ = Json::object();
  Json owners_ = Json::array();
  Json containers_[3] = {Json::array(), Json::array(), Json::array()};  // main, init and sidecar, ephemeral
  Json statuses_[3] = {Json::array(), Json::array(), Json::array()};
  std::string policy_ = "Always";
  std::string phase_ = "Running";
  std::string reason_;
  std::string message_;
  std::string node_;
  int age_ = 6 * 3600;
  bool ready_ = true;
  bool limited_ = false;
};

// A pod of a Deployment named after the scene's app: ReplicaSet as controlling owner, pod-template-hash label.
[[nodiscard]] PodBuilder deployment_pod(Scene& scene);

struct EventShape {
  std::string type = "Warning";
  std::string reason = {};
  std::string message = {};
  std::string field_path = {};
  int first_age = 1200;
  int last_age = 60;
  int count = 1;
  std::string component = "kubelet";
};
// An Event about this pod. `uid` overrides the pod's own (mirror pods, gone pods; "-": none at all).
[[nodiscard]] Json pod_event(Scene& scene, const Json& pod, const EventShape& shape, std::string_view uid = "");
[[nodiscard]] Json object_event(Scene& scene, const Json& involved, const EventShape& shape, const std::string& host);
// The kubelet's BackOff Event of a crash loop.
[[nodiscard]] EventShape back_off(const Json& pod, const std::string& container, int last_age, int count,
                                  std::string_view list = "containers");

}  // namespace oomscan::fleet_sim
