// OOM kills that the status tells only in part, or with an odd word.
#include "fleet_sim/scenario_parts.hpp"
#include "fleet_sim/scenarios.hpp"

namespace oomscan::fleet_sim {
namespace {

constexpr std::string_view kTooLow =
    "failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: "
    "unable to start container process: container init was OOM-killed (memory limit too low?): unknown";

std::string deployment(const Scene& scene) { return "Deployment/" + scene.app(); }

void other_exit_code(Scene& scene) {
  const LastEnd end{.exit_code = 143, .age = 1200, .restarts = 1};
  Json pod = deployment_pod(scene).container({}, restarted(scene, 1195, end)).build();
  Expected& expected = expect_end(scene, pod, "app", "OOMKilled", "OOMKilled", end, deployment(scene));
  expected.confidence = "probable";
  expected.state = "recovered";
  scene.add_pod(pod);
}

void null_finished_at(Scene& scene) {
  const LastEnd end{.age = -1, .restarts = 1};
  Json pod = deployment_pod(scene).container({}, restarted(scene, 7200, end)).build();
  Expected& expected = expect_end(scene, pod, "app", "OOMKilled", "OOMKilled", end, deployment(scene));
  expected.confidence = "suspect";
  expected.state.reset();  // whether an undated failure is old is left open
  expected.timestamps = std::vector<Timestamp>{};
  expected.newest.reset();
  scene.add_pod(pod);
}

void ephemeral(Scene& scene) {
  const LastEnd end{.age = 840, .restarts = 0};
  Json pod = deployment_pod(scene)
                 .container({}, healthy(scene))
                 .container({.name = "debugger-x7k2p", .role = Role::ephemeral, .limit_mi = 0}, ended(scene, end))
                 .build();
  Expected& expected = expect_end(scene, pod, "debugger-x7k2p", "OOMKilled", "OOMKilled", end, deployment(scene));
  expected.container_kind = "ephemeral";
  expected.state = "recovered";  // it serves nothing, and is never started again
  scene.add_pod(pod);
}

void limit_too_low(Scene& scene) {
  Json pod = deployment_pod(scene)
                 .phase("Pending")
                 .created(900)
                 .container({.limit_mi = 1, .request_mi = 1}, {.state = waiting("ContainerCreating")})
                 .build();
  scene.add_event(
      pod_event(scene, pod,
                {.reason = "FailedCreatePodSandBox",
                 .message = "Failed to create pod sandbox: rpc error: code = Unknown desc = " + std::string(kTooLow),
                 .first_age = 880,
                 .last_age = 30,
                 .count = 62}));
  Expected& expected = expect_end(scene, pod, "app", "OOMKilled", "limit too low to start", {.age = 30, .restarts = 0},
                                  deployment(scene));
  expected.confidence = "probable";
  expected.exit_code = std::optional<int>{};
  scene.add_pod(pod);
}

void start_error(Scene& scene) {
  const LastEnd end{
      .reason = "StartError", .exit_code = 128, .age = 100, .restarts = 5, .message = std::string(kTooLow)};
  Json pod = deployment_pod(scene).container({.limit_mi = 1, .request_mi = 1}, in_back_off(scene, end)).build();
  scene.add_event(pod_event(scene, pod, back_off(pod, "app", 20, 33)));
  Expected& oom = expect_end(scene, pod, "app", "OOMKilled", "limit too low to start", end, deployment(scene));
  oom.confidence = "probable";
  Expected& loop = expect_end(scene, pod, "app", "CrashLoopBackOff", "", end, deployment(scene));
  loop.cause.reset();  // "limit too low to start" and "StartError" both describe it
  scene.add_pod(pod);
}

void event_says_so(Scene& scene) {
  ContainerLife life = healthy(scene, 1500);
  life.restarts = 1;
  Json pod = deployment_pod(scene).container({}, life).container({.name = "cache"}, healthy(scene)).build();
  scene.add_event(pod_event(
      scene, pod,
      {.reason = "PreviousContainerWasOOMKilled",
       .message = "The previous instance of the container 'app' (" + scene.names().hex(64) + ") was OOMKilled",
       .first_age = 1495,
       .last_age = 1495,
       .component = "oom-event-generator"}));
  Expected& expected =
      expect_end(scene, pod, "app", "OOMKilled", "OOMKilled", {.age = 1495, .restarts = 1}, deployment(scene));
  expected.confidence = "probable";
  expected.state = "recovered";
  expected.exit_code = std::optional<int>{};
  scene.add_pod(pod);
}

void near_node_oom(Scene& scene) {
  const LastEnd end{.reason = "Error", .age = 300, .restarts = 1};
  Json pod = deployment_pod(scene).container({}, restarted(scene, 295, end)).build();
  const std::string node = pod["spec"]["nodeName"].get<std::string>();
  const Json event = object_event(scene, {{"kind", "Node"}, {"name", node}, {"uid", node}},
                                  {.reason = "SystemOOM",
                                   .message = "System OOM encountered, victim process: java, pid: 41234",
                                   .first_age = 305,
                                   .last_age = 305},
                                  node);
  scene.add_event(event, "default");
  expect_end(scene, pod, "app", "OOMKilled", "OOMKilled", end, deployment(scene)).confidence = "suspect";
  scene.add_pod(pod);
}

constexpr Scenario kScenarios[] = {
    {"oom-other-exit-code", "reason OOMKilled, exit code 143: a child was killed", other_exit_code},
    {"oom-undated", "reason OOMKilled, finishedAt null", null_finished_at},
    {"oom-ephemeral", "a debug container was OOM-killed", ephemeral},
    {"limit-too-low", "ContainerCreating for ever, FailedCreatePodSandBox says OOM-killed", limit_too_low},
    {"limit-too-low-start-error", "StartError whose message says OOM-killed, in back-off", start_error},
    {"oom-by-event", "only an Event PreviousContainerWasOOMKilled says so", event_says_so},
    {"oom-near-node-oom", "Error 137 within seconds of a SystemOOM on its node", near_node_oom},
};

}  // namespace

std::span<const Scenario> oom_edge_scenarios() { return kScenarios; }

}  // namespace oomscan::fleet_sim
