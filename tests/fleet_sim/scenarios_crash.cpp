// Crash loops, and why they loop.
#include "fleet_sim/scenario_parts.hpp"
#include "fleet_sim/scenarios.hpp"

namespace oomscan::fleet_sim {
namespace {

std::string deployment(const Scene& scene) { return "Deployment/" + scene.app(); }

void loop(Scene& scene, const LastEnd& end, std::string_view cause) {
  Json pod = deployment_pod(scene).container({}, in_back_off(scene, end)).build();
  scene.add_event(pod_event(scene, pod, back_off(pod, "app", 35, 51)));
  expect_end(scene, pod, "app", "CrashLoopBackOff", cause, end, deployment(scene));
  scene.add_pod(pod);
}

void exit_1(Scene& scene) {
  loop(scene, {.reason = "Error", .exit_code = 1, .age = 130, .restarts = 9}, "exit code 1");
}
void exit_139(Scene& scene) {
  loop(scene, {.reason = "Error", .exit_code = 139, .age = 95, .restarts = 6}, "exit code 139 (SIGSEGV)");
}
void exit_0(Scene& scene) {
  loop(scene, {.reason = "Completed", .exit_code = 0, .age = 75, .restarts = 5}, "exit code 0");
}
void exit_137(Scene& scene) {
  loop(scene, {.reason = "Error", .exit_code = 137, .age = 85, .restarts = 4}, "exit code 137 (SIGKILL)");
}
void speaks_of_oom(Scene& scene) {
  loop(
      scene,
      {.reason = "Error",
       .exit_code = 1,
       .age = 110,
       .restarts = 8,
       .message = "java.lang.OutOfMemoryError: Java heap space\n\tat com.example.Main.main(Main.java:42)\nOOMKilled\n"},
      "exit code 1");
}

void probe_kills(Scene& scene, const std::string& probe, const std::string& cause) {
  const LastEnd end{.reason = "Error", .exit_code = 137, .age = 140, .restarts = 6};
  Json pod = deployment_pod(scene).container({}, in_back_off(scene, end)).build();
  const std::string title = probe == "liveness" ? "Liveness" : "Startup";
  scene.add_event(pod_event(scene, pod,
                            {.reason = "Unhealthy",
                             .message = title + " probe failed: HTTP probe failed with statuscode: 500",
                             .field_path = "spec.containers{app}",
                             .last_age = 170,
                             .count = 18}));
  // The kubelet's spam filter starves these: the last one seen is older than the last kill.
  scene.add_event(pod_event(scene, pod,
                            {.type = "Normal",
                             .reason = "Killing",
                             .message = "Container app failed " + probe + " probe, will be restarted",
                             .field_path = "spec.containers{app}",
                             .last_age = 700,
                             .count = 4}));
  scene.add_event(pod_event(scene, pod, back_off(pod, "app", 25, 36)));
  expect_end(scene, pod, "app", "CrashLoopBackOff", cause, end, deployment(scene));
  scene.add_pod(pod);
}
void liveness(Scene& scene) { probe_kills(scene, "liveness", "LivenessKilled"); }
void startup(Scene& scene) { probe_kills(scene, "startup", "startup probe failed"); }

void running_between(Scene& scene) {
  const LastEnd end{.reason = "Error", .exit_code = 2, .age = 40, .restarts = 5};
  ContainerLife life = restarted(scene, 12, end);
  life.ready = false;
  Json pod = deployment_pod(scene).container({}, life).build();
  scene.add_event(pod_event(scene, pod, back_off(pod, "app", 14, 22)));
  expect_end(scene, pod, "app", "CrashLoopBackOff", "exit code 2", end, deployment(scene)).timestamps.reset();
  scene.add_pod(pod);
}

void init_container(Scene& scene) {
  const LastEnd end{.reason = "Error", .exit_code = 1, .age = 160, .restarts = 7};
  Json pod = deployment_pod(scene)
                 .phase("Pending")
                 .container({.name = "wait-for-db", .role = Role::init}, in_back_off(scene, end))
                 .container({}, {.state = waiting("PodInitializing")})
                 .build();
  scene.add_event(pod_event(scene, pod, back_off(pod, "wait-for-db", 28, 44, "initContainers")));
  expect_end(scene, pod, "wait-for-db", "CrashLoopBackOff", "exit code 1", end, deployment(scene)).container_kind =
      "init";
  scene.add_pod(pod);
}

void suspect(Scene& scene) {
  const LastEnd end{.reason = "Error", .exit_code = 1, .age = 240, .restarts = 4};
  Json pod = deployment_pod(scene).container({}, restarted(scene, 238, end)).build();
  expect_end(scene, pod, "app", "CrashLoopBackOff", "exit code 1", end, deployment(scene)).confidence = "suspect";
  scene.add_pod(pod);
}

void recovered(Scene& scene) {
  const LastEnd end{.reason = "Error", .exit_code = 1, .age = 2760, .restarts = 6};
  Json pod = deployment_pod(scene).container({}, restarted(scene, 2700, end)).build();
  scene.add_event(pod_event(scene, pod, back_off(pod, "app", 2705, 17)));
  Expected& expected = expect_end(scene, pod, "app", "CrashLoopBackOff", "exit code 1", end, deployment(scene));
  expected.state = "recovered";
  expected.timestamps.reset();
  scene.add_pod(pod);
}

constexpr Scenario kScenarios[] = {
    {"crash-exit-1", "exit code 1, in back-off", exit_1},
    {"crash-exit-139", "segmentation fault, in back-off", exit_139},
    {"crash-exit-0", "ends at once with 0, restartPolicy Always, in back-off", exit_0},
    {"crash-exit-137", "Error 137 in back-off, nothing speaks of OOM", exit_137},
    {"crash-speaks-of-oom", "the termination message speaks of OOM, the kubelet does not", speaks_of_oom},
    {"crash-liveness", "killed by the liveness probe, TERM ignored", liveness},
    {"crash-startup-probe", "killed by the startup probe", startup},
    {"crash-between-back-offs", "running for seconds between two back-offs", running_between},
    {"crash-init", "an init container loops, main says PodInitializing", init_container},
    {"crash-suspect", "restarted four times, minutes ago, no back-off seen", suspect},
    {"crash-recovered", "back-off 45 minutes ago, ready since", recovered},
};

}  // namespace

std::span<const Scenario> crash_scenarios() { return kScenarios; }

}  // namespace oomscan::fleet_sim
