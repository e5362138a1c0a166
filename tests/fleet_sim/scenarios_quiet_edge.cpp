// Rarer things that must not be reported.
#include "fleet_sim/scenario_parts.hpp"
#include "fleet_sim/scenarios.hpp"

namespace oomscan::fleet_sim {
namespace {

void status_unknown(Scene& scene) {
  const LastEnd end{.reason = "ContainerStatusUnknown", .exit_code = 137, .age = 1250, .restarts = 1};
  scene.add_pod(deployment_pod(scene).container({}, restarted(scene, 1240, end)).build());
}

void killed_once(Scene& scene) {
  const LastEnd end{.reason = "Error", .exit_code = 137, .age = 1350, .restarts = 1};
  scene.add_pod(deployment_pod(scene).container({}, restarted(scene, 1345, end)).build());
}

void node_shutdown(Scene& scene) {
  scene.add_pod(deployment_pod(scene)
                    .phase("Failed")
                    .reason("Terminated", "Pod was terminated in response to imminent node shutdown.")
                    .container({}, ended(scene, {.reason = "Error", .exit_code = 137, .age = 1020, .restarts = 0}))
                    .build());
}

void completed_init(Scene& scene) {
  ContainerLife init{.state = terminated(scene, "Completed", 0, 10800, 30),
                     .last = terminated(scene, "Error", 1, 10850, 10),
                     .ready = true,
                     .restarts = 2};
  scene.add_pod(deployment_pod(scene)
                    .container({.name = "wait-for-db", .role = Role::init}, init)
                    .container({}, healthy(scene, 10790))
                    .build());
}

void ephemeral_ended(Scene& scene) {
  scene.add_pod(deployment_pod(scene)
                    .container({}, healthy(scene))
                    .container({.name = "debugger-q9z4m", .role = Role::ephemeral, .limit_mi = 0},
                               ended(scene, {.reason = "Error", .exit_code = 1, .age = 500, .restarts = 0}))
                    .build());
}

void other_back_off(Scene& scene) {
  Json pod = deployment_pod(scene).container({}, healthy(scene)).build();
  scene.add_event(
      pod_event(scene, pod,
                {.reason = "BackOff",
                 .message = "Waiting: Back-off restarting failed container is what other controllers say too",
                 .field_path = "spec.containers{app}",
                 .last_age = 90,
                 .component = "example-operator"}));
  scene.add_pod(pod);
}

void foreign_kind(Scene& scene) {
  // Same words, but about a Node: no pod may be blamed, least of all one of a similar name.
  Json pod = deployment_pod(scene).container({}, healthy(scene)).build();
  const std::string node = pod["spec"]["nodeName"].get<std::string>();
  scene.add_event(object_event(scene, {{"kind", "Node"}, {"name", node}, {"uid", node}},
                               {.reason = "OOMKilling",
                                .message = "Memory cgroup out of memory: Killed process 4711 (app)",
                                .first_age = 400,
                                .last_age = 400,
                                .component = "kernel-monitor"},
                               node),
                  "default");
  scene.add_pod(pod);
}

constexpr Scenario kScenarios[] = {
    {"status-unknown", "ContainerStatusUnknown 137, running again", status_unknown},
    {"killed-once", "Error 137 once, neither OOM nor back-off", killed_once},
    {"node-shutdown", "ended with its node", node_shutdown},
    {"completed-init", "an init container that needed three tries", completed_init},
    {"ephemeral-ended", "a debug container that ended with 1", ephemeral_ended},
    {"other-back-off", "a BackOff Event with other words", other_back_off},
    {"node-event", "an OOMKilling Event about the node", foreign_kind},
};

}  // namespace

std::span<const Scenario> quiet_edge_scenarios() { return kScenarios; }

}  // namespace oomscan::fleet_sim
