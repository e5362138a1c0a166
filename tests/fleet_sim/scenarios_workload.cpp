// The same failures under every kind of owner.
#include "fleet_sim/scenario_parts.hpp"
#include "fleet_sim/scenarios.hpp"

namespace oomscan::fleet_sim {
namespace {

const LastEnd kCrash{.reason = "Error", .exit_code = 1, .age = 125, .restarts = 8};

void add_looping(Scene& scene, PodBuilder builder, const std::string& workload, const LastEnd& end) {
  Json pod = builder.container({}, in_back_off(scene, end)).build();
  scene.add_event(pod_event(scene, pod, back_off(pod, "app", 33, 47)));
  if (end.reason == "OOMKilled") {
    expect_oom_loop(scene, pod, "app", end, workload);
  } else {
    expect_end(scene, pod, "app", "CrashLoopBackOff", "exit code 1", end, workload);
  }
  scene.add_pod(pod);
}

void stateful_set(Scene& scene) {
  for (int ordinal = 0; ordinal < 2; ++ordinal) {
    PodBuilder pod(scene, scene.app() + "-" + std::to_string(ordinal));
    pod.owned_by("apps/v1", "StatefulSet", scene.app())
        .label("statefulset.kubernetes.io/pod-name", scene.app() + "-" + std::to_string(ordinal));
    if (ordinal == 1) {
      add_looping(scene, pod, "StatefulSet/" + scene.app(), {});
    } else {
      scene.add_pod(pod.container({}, healthy(scene)).build());
    }
  }
}

void daemon_set(Scene& scene) {
  for (std::size_t i = 0; i < scene.facts().nodes.size(); ++i) {
    PodBuilder pod(scene, scene.app() + "-" + scene.names().suffix(5));
    pod.owned_by("apps/v1", "DaemonSet", scene.app()).on_node(scene.facts().nodes[i]);
    if (i == 0) {
      add_looping(scene, pod, "DaemonSet/" + scene.app(), kCrash);
    } else {
      scene.add_pod(pod.container({}, healthy(scene)).build());
    }
  }
}

void cron_job(Scene& scene) {
  // The pod's owner is the Job; only the Job's owner is the CronJob, which a pod does not show.
  const std::string job = scene.app() + "-29384750";
  const LastEnd end{.age = 1100, .restarts = 0};
  Json pod = PodBuilder(scene, job + "-" + scene.names().suffix(5))
                 .owned_by("batch/v1", "Job", job)
                 .label("batch.kubernetes.io/job-name", job)
                 .label("job-name", job)
                 .restart_policy("Never")
                 .phase("Failed")
                 .created(1800)
                 .container({.name = "work"}, ended(scene, end))
                 .build();
  expect_end(scene, pod, "work", "OOMKilled", "OOMKilled", end, "Job/" + job);
  scene.add_pod(pod);
}

void deployment_config(Scene& scene) {
  PodBuilder pod(scene, scene.app() + "-3-" + scene.names().suffix(5));
  pod.owned_by("v1", "ReplicationController", scene.app() + "-3")
      .label("deploymentconfig", scene.app())
      .annotation("openshift.io/deployment-config.name", scene.app())
      .annotation("openshift.io/deployment-config.latest-version", "3");
  add_looping(scene, pod, "DeploymentConfig/" + scene.app(), kCrash);
}

void bare_replica_set(Scene& scene) {
  PodBuilder pod(scene, scene.app() + "-" + scene.names().suffix(5));
  pod.owned_by("apps/v1", "ReplicaSet", scene.app());
  add_looping(scene, pod, "ReplicaSet/" + scene.app(), kCrash);
}

void bare_pod(Scene& scene) { add_looping(scene, PodBuilder(scene, scene.app()), "Pod/" + scene.app(), {}); }

void mirror_pod(Scene& scene) {
  const std::string node = scene.node();
  const std::string hash = scene.names().hex(32);
  Json pod = PodBuilder(scene, scene.app() + "-" + node)
                 .owned_by("v1", "Node", node)
                 .on_node(node)
                 .annotation("kubernetes.io/config.hash", hash)
                 .annotation("kubernetes.io/config.mirror", hash)
                 .annotation("kubernetes.io/config.source", "file")
                 .container({}, in_back_off(scene, kCrash))
                 .build();
  // The kubelet's Events about a static pod carry the hash as uid.
  scene.add_event(pod_event(scene, pod, back_off(pod, "app", 33, 47), hash));
  expect_end(scene, pod, "app", "CrashLoopBackOff", "exit code 1", kCrash, "Node/" + node);
  scene.add_pod(pod);
}

void application(Scene& scene) {
  PodBuilder pod = deployment_pod(scene);
  pod.label("app.kubernetes.io/part-of", "shop").label("app.kubernetes.io/component", "backend");
  add_looping(scene, pod, "Deployment/" + scene.app(), {});
}

constexpr Scenario kScenarios[] = {
    {"stateful-set", "one of two pods of a StatefulSet loops, OOM-killed", stateful_set},
    {"daemon-set", "one pod of a DaemonSet loops", daemon_set},
    {"cron-job", "a Job made by a CronJob, OOM-killed", cron_job},
    {"deployment-config", "a DeploymentConfig's ReplicationController", deployment_config},
    {"replica-set", "a bare ReplicaSet, no template hash", bare_replica_set},
    {"bare-pod", "no owner at all, OOM loop", bare_pod},
    {"mirror-pod", "a static pod: Events carry its config hash as uid", mirror_pod},
    {"application-labels", "labels that name an application and a component", application},
};

}  // namespace

std::span<const Scenario> workload_scenarios() { return kScenarios; }

}  // namespace oomscan::fleet_sim
