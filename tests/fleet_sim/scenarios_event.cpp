// Findings that rest on Events: pods that are gone, names that are used again, Events that are odd.
#include "fleet_sim/scenario_parts.hpp"
#include "fleet_sim/scenarios.hpp"

namespace oomscan::fleet_sim {
namespace {

std::string deployment(const Scene& scene) { return "Deployment/" + scene.app(); }

// What can be said of a pod that only Events know.
Expected& expect_gone(Scene& scene, const Json& pod, int age) {
  Expected& expected = scene.expect(pod, "app", "CrashLoopBackOff");
  expected.state = "gone";
  expected.cause = "unknown";
  expected.exit_code = std::optional<int>{};
  expected.restart_count = std::optional<int>{};
  expected.timestamps = {scene.moment(age)};
  expected.newest = scene.moment(age);
  return expected;
}

void gone_pod(Scene& scene) {
  const Json pod = deployment_pod(scene).container({}, in_back_off(scene, {})).build();
  scene.add_event(pod_event(scene, pod, back_off(pod, "app", 1260, 12)));
  expect_gone(scene, pod, 1260);
}

void name_used_again(Scene& scene) {
  const std::string name = scene.app() + "-0";
  PodBuilder old_pod(scene, name);
  const Json old = old_pod.owned_by("apps/v1", "StatefulSet", scene.app()).container({}, healthy(scene)).build();
  PodBuilder new_pod(scene, name);
  scene.add_pod(new_pod.owned_by("apps/v1", "StatefulSet", scene.app())
                    .created(1080)
                    .container({}, healthy(scene, 1070))
                    .build());
  scene.add_event(pod_event(scene, old, back_off(old, "app", 1140, 19)));
  expect_gone(scene, old, 1140);
}

void without_uid(Scene& scene) {
  const LastEnd end{.reason = "Error", .exit_code = 1, .age = 105, .restarts = 5};
  Json pod = deployment_pod(scene).container({}, in_back_off(scene, end)).build();
  scene.add_event(pod_event(scene, pod, back_off(pod, "app", 42, 29), "-"));
  expect_end(scene, pod, "app", "CrashLoopBackOff", "exit code 1", end, deployment(scene));
  scene.add_pod(pod);
}

void combined(Scene& scene) {
  const LastEnd end{.reason = "Error", .exit_code = 3, .age = 55, .restarts = 6};
  ContainerLife life = restarted(scene, 20, end);
  life.ready = false;
  Json pod = deployment_pod(scene).container({}, life).build();
  EventShape shape = back_off(pod, "app", 24, 61);
  shape.message = "(combined from similar events): " + shape.message;
  scene.add_event(pod_event(scene, pod, shape));
  expect_end(scene, pod, "app", "CrashLoopBackOff", "exit code 3", end, deployment(scene)).timestamps.reset();
  scene.add_pod(pod);
}

void two_series(Scene& scene) {
  // A restarted kubelet begins a second Event for the same loop.
  const LastEnd end{.reason = "Error", .exit_code = 1, .age = 145, .restarts = 11};
  Json pod = deployment_pod(scene).container({}, in_back_off(scene, end)).build();
  scene.add_event(pod_event(scene, pod, back_off(pod, "app", 1320, 92)));
  scene.add_event(pod_event(scene, pod, back_off(pod, "app", 50, 7)));
  expect_end(scene, pod, "app", "CrashLoopBackOff", "exit code 1", end, deployment(scene)).timestamps.reset();
  scene.add_pod(pod);
}

constexpr Scenario kScenarios[] = {
    {"gone-pod", "only Events still know the pod", gone_pod},
    {"gone-name-used-again", "the StatefulSet's pod was replaced: same name, other uid", name_used_again},
    {"event-without-uid", "the BackOff Event names the pod but has no uid", without_uid},
    {"event-combined", "the message begins '(combined from similar events): '", combined},
    {"event-two-series", "two BackOff Events for one loop", two_series},
};

}  // namespace

std::span<const Scenario> event_scenarios() { return kScenarios; }

}  // namespace oomscan::fleet_sim
