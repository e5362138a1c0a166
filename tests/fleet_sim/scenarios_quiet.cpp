// What looks like a failure and is none (of the types that are on by default), and what is simply well.
#include "fleet_sim/scenario_parts.hpp"
#include "fleet_sim/scenarios.hpp"

namespace oomscan::fleet_sim {
namespace {

void healthy_deployment(Scene& scene) {
  for (int i = 0; i < 3; ++i) scene.add_pod(deployment_pod(scene).container({}, healthy(scene)).build());
}

void image_pull(Scene& scene) {
  // The image's name holds the other type's phrase.
  const std::string image = "registry.example/back-off-restarting-failed-container:latest";
  Json pod = deployment_pod(scene)
                 .phase("Pending")
                 .created(1500)
                 .container({.image = image},
                            {.state = waiting("ImagePullBackOff", "Back-off pulling image \"" + image + "\"")})
                 .build();
  const std::string path = "spec.containers{app}";
  scene.add_event(pod_event(scene, pod,
                            {.type = "Normal",
                             .reason = "BackOff",
                             .message = "Back-off pulling image \"" + image + "\"",
                             .field_path = path,
                             .first_age = 1450,
                             .last_age = 15,
                             .count = 96}));
  scene.add_event(pod_event(scene, pod,
                            {.reason = "Failed",
                             .message = "Error: ErrImagePull",
                             .field_path = path,
                             .first_age = 1480,
                             .last_age = 80,
                             .count = 9}));
  scene.add_pod(pod);
}

void evicted(Scene& scene) {
  ContainerLife life;
  life.state = terminated(scene, "ContainerStatusUnknown", 137, 900, 300,
                          "The container could not be located when the pod was terminated");
  scene.add_pod(deployment_pod(scene)
                    .phase("Failed")
                    .reason("Evicted",
                            "The node was low on resource: memory. Threshold quantity: 100Mi, available: 61Mi. "
                            "Container app was using 812Mi, request is 64Mi, has larger consumption of memory.")
                    .container({}, life)
                    .build());
}

void completed(Scene& scene) {
  Json pod = PodBuilder(scene, scene.app() + "-" + scene.names().suffix(5))
                 .owned_by("batch/v1", "Job", scene.app())
                 .label("job-name", scene.app())
                 .restart_policy("OnFailure")
                 .phase("Succeeded")
                 .container({.name = "work"}, {.state = terminated(scene, "Completed", 0, 3000, 900)})
                 .build();
  scene.add_pod(pod);
}

void old_restarts(Scene& scene) {
  const LastEnd end{.reason = "Error", .exit_code = 1, .age = 5 * 86400, .restarts = 100};
  scene.add_pod(deployment_pod(scene).created(30 * 86400).container({}, restarted(scene, 5 * 86400 - 5, end)).build());
}

void too_old(Scene& scene) {
  const LastEnd end{.age = 9 * 86400, .restarts = 2};
  scene.add_pod(deployment_pod(scene).created(30 * 86400).container({}, restarted(scene, 9 * 86400 - 5, end)).build());
}

void failed_jobs(Scene& scene) {
  for (int attempt = 0; attempt < 4; ++attempt) {
    const LastEnd end{.reason = "Error", .exit_code = 1, .age = 1500 - 300 * attempt, .restarts = 0};
    scene.add_pod(PodBuilder(scene, scene.app() + "-" + scene.names().suffix(5))
                      .owned_by("batch/v1", "Job", scene.app())
                      .label("job-name", scene.app())
                      .restart_policy("Never")
                      .phase("Failed")
                      .created(end.age + 610)
                      .container({.name = "work"}, ended(scene, end))
                      .build());
  }
}

void periodic(Scene& scene) {
  ContainerLife life = healthy(scene, 1795);
  life.last = terminated(scene, "Completed", 0, 1800, 3600);
  life.restarts = 30;
  scene.add_pod(deployment_pod(scene).created(2 * 86400).container({}, life).build());
}

void task_run(Scene& scene) {
  Json pod =
      PodBuilder(scene, scene.app() + "-pod")
          .owned_by("tekton.dev/v1", "TaskRun", scene.app())
          .label("tekton.dev/pipelineTask", "build-container")
          .restart_policy("Never")
          .phase("Succeeded")
          .created(2400)
          .container({.name = "prepare", .role = Role::init}, {.state = terminated(scene, "Completed", 0, 2380, 5)})
          .container({.name = "step-build"}, {.state = terminated(scene, "Completed", 0, 1310, 1000)})
          .container({.name = "sidecar-dind"}, ended(scene, {.reason = "Error", .age = 1300, .restarts = 0}))
          .build();
  scene.add_pod(pod);
}

constexpr Scenario kScenarios[] = {
    {"healthy", "three ready pods of a Deployment", healthy_deployment},
    {"image-pull", "ImagePullBackOff: same Event reason as a crash loop, another thing", image_pull},
    {"evicted", "evicted for the node's memory, ContainerStatusUnknown 137", evicted},
    {"completed", "a Job's pod that succeeded", completed},
    {"old-restarts", "a hundred restarts, ready for five days", old_restarts},
    {"oom-too-old", "OOM-killed nine days ago, ready since", too_old},
    {"failed-jobs", "a Job whose pods failed without back-off", failed_jobs},
    {"periodic-exit-0", "ends with 0 after each long run", periodic},
    {"task-run", "sidecar killed with 137 after the work completed", task_run},
};

}  // namespace

std::span<const Scenario> quiet_scenarios() { return kScenarios; }

}  // namespace oomscan::fleet_sim
