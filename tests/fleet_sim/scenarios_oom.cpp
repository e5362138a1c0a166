// The kernel killed it: who, in which of the three status arrays, and what became of it since.
#include "fleet_sim/scenario_parts.hpp"
#include "fleet_sim/scenarios.hpp"

namespace oomscan::fleet_sim {
namespace {

std::string deployment(const Scene& scene) { return "Deployment/" + scene.app(); }

void looping(Scene& scene) {
  const LastEnd end;
  Json pod = deployment_pod(scene).container({}, in_back_off(scene, end)).build();
  scene.add_event(pod_event(scene, pod, back_off(pod, "app", 45, 83)));
  expect_oom_loop(scene, pod, "app", end, deployment(scene));
  scene.add_pod(pod);
}

void between_back_offs(Scene& scene) {
  ContainerLife life = ended(scene, {.age = 8, .restarts = 4});
  life.last = terminated(scene, "OOMKilled", 137, 110);
  Json pod = deployment_pod(scene).container({}, life).build();
  scene.add_event(pod_event(scene, pod, back_off(pod, "app", 70, 9)));
  Expected& oom = expect_end(scene, pod, "app", "OOMKilled", "OOMKilled", {.age = 8, .restarts = 4}, deployment(scene));
  oom.timestamps = {scene.moment(110), scene.moment(8)};
  // Which of the two moments the Event belongs to is left open.
  expect_end(scene, pod, "app", "CrashLoopBackOff", "OOMKilled", {.age = 8, .restarts = 4}, deployment(scene))
      .timestamps.reset();
  scene.add_pod(pod);
}

void recovered(Scene& scene) {
  const LastEnd end{.age = 2460, .restarts = 1};
  Json pod = deployment_pod(scene).container({}, restarted(scene, 2455, end)).build();
  expect_end(scene, pod, "app", "OOMKilled", "OOMKilled", end, deployment(scene)).state = "recovered";
  scene.add_pod(pod);
}

void recovered_lately(Scene& scene) {
  const LastEnd end{.age = 1000, .restarts = 1};
  Json pod = deployment_pod(scene).container({}, restarted(scene, 995, end)).build();
  expect_end(scene, pod, "app", "OOMKilled", "OOMKilled", end, deployment(scene)).state = "recovered";
  scene.add_pod(pod);
}

void settling(Scene& scene) {
  const LastEnd end{.age = 180, .restarts = 1};
  Json pod = deployment_pod(scene).container({}, restarted(scene, 178, end)).build();
  expect_end(scene, pod, "app", "OOMKilled", "OOMKilled", end, deployment(scene));
  scene.add_pod(pod);
}

void never_with_sidecar(Scene& scene) {
  const LastEnd end{.age = 1500, .restarts = 0};
  Json pod = PodBuilder(scene, scene.app())
                 .restart_policy("Never")
                 .container({}, ended(scene, end))
                 .container({.name = "log-shipper"}, healthy(scene))
                 .build();
  expect_end(scene, pod, "app", "OOMKilled", "OOMKilled", end, "Pod/" + scene.app());
  scene.add_pod(pod);
}

void init_container(Scene& scene) {
  const LastEnd end{.age = 150, .restarts = 5};
  Json pod = deployment_pod(scene)
                 .phase("Pending")
                 .container({.name = "migrate", .role = Role::init}, in_back_off(scene, end))
                 .container({}, {.state = waiting("PodInitializing")})
                 .build();
  scene.add_event(pod_event(scene, pod, back_off(pod, "migrate", 30, 40, "initContainers")));
  expect_oom_loop(scene, pod, "migrate", end, deployment(scene), "init");
  scene.add_pod(pod);
}

void native_sidecar(Scene& scene) {
  const LastEnd end{.age = 90, .restarts = 6};
  Json pod = deployment_pod(scene)
                 .container({.name = "proxy", .role = Role::sidecar}, in_back_off(scene, end))
                 .container({}, healthy(scene))
                 .build();
  scene.add_event(pod_event(scene, pod, back_off(pod, "proxy", 40, 31, "initContainers")));
  expect_oom_loop(scene, pod, "proxy", end, deployment(scene), "sidecar");
  scene.add_pod(pod);
}

void job_per_try(Scene& scene) {
  for (int attempt = 0; attempt < 3; ++attempt) {
    const LastEnd end{.age = 1600 - 400 * attempt, .restarts = 0};
    Json pod = PodBuilder(scene, scene.app() + "-" + scene.names().suffix(5))
                   .owned_by("batch/v1", "Job", scene.app())
                   .label("batch.kubernetes.io/job-name", scene.app())
                   .label("job-name", scene.app())
                   .restart_policy("Never")
                   .phase("Failed")
                   .created(end.age + 640)
                   .container({.name = "work"}, ended(scene, end))
                   .build();
    expect_end(scene, pod, "work", "OOMKilled", "OOMKilled", end, "Job/" + scene.app());
    scene.add_pod(pod);
  }
  const Json job = {{"kind", "Job"},
                    {"namespace", scene.namespace_name()},
                    {"name", scene.app()},
                    {"uid", scene.names().uid()},
                    {"apiVersion", "batch/v1"}};
  scene.add_event(object_event(scene, job,
                               {.reason = "BackoffLimitExceeded",
                                .message = "Job has reached the specified backoff limit",
                                .first_age = 790,
                                .last_age = 790,
                                .component = "job-controller"},
                               ""));
}

void job_then_succeeded(Scene& scene) {
  const LastEnd end{.age = 1400, .restarts = 0};
  for (const bool success : {false, true}) {
    ContainerLife life = ended(scene, end);
    if (success) life.state = terminated(scene, "Completed", 0, 700);
    Json pod = PodBuilder(scene, scene.app() + "-" + scene.names().suffix(5))
                   .owned_by("batch/v1", "Job", scene.app())
                   .label("batch.kubernetes.io/job-name", scene.app())
                   .label("job-name", scene.app())
                   .restart_policy("Never")
                   .phase(success ? "Succeeded" : "Failed")
                   .created(success ? 1300 : 2040)
                   .container({.name = "work"}, life)
                   .build();
    if (!success) {
      expect_end(scene, pod, "work", "OOMKilled", "OOMKilled", end, "Job/" + scene.app()).state = "recovered";
    }
    scene.add_pod(pod);
  }
}

void terminating(Scene& scene) {
  const LastEnd end{.age = 700, .restarts = 0};
  Json pod = deployment_pod(scene).terminating(720, "example.com/drain-queue").container({}, ended(scene, end)).build();
  expect_end(scene, pod, "app", "OOMKilled", "OOMKilled", end, deployment(scene)).state = "terminating";
  scene.add_pod(pod);
}

constexpr Scenario kScenarios[] = {
    {"oom-looping", "Deployment, over its limit again and again, in back-off", looping},
    {"oom-between-back-offs", "ended right now, the previous run OOM-killed too", between_back_offs},
    {"oom-recovered", "killed once 41 minutes ago, ready since", recovered},
    {"oom-recovered-lately", "killed once 16 minutes ago, ready since", recovered_lately},
    {"oom-settling", "killed 3 minutes ago, running, too fresh to tell", settling},
    {"oom-never-with-sidecar", "restartPolicy Never: only state.terminated shows it, the pod still runs",
     never_with_sidecar},
    {"oom-init", "an init container loops, main says PodInitializing", init_container},
    {"oom-native-sidecar", "an init container with restartPolicy Always loops", native_sidecar},
    {"oom-job", "one Failed pod per try, Events only on the Job", job_per_try},
    {"oom-job-then-succeeded", "a later pod of the same Job succeeded", job_then_succeeded},
    {"oom-terminating", "killed, and the pod waits for a finalizer", terminating},
};

}  // namespace

std::span<const Scenario> oom_scenarios() { return kScenarios; }

}  // namespace oomscan::fleet_sim
