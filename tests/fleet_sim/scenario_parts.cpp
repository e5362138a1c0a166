#include "fleet_sim/scenario_parts.hpp"

namespace oomscan::fleet_sim {

ContainerLife in_back_off(const Scene& scene, const LastEnd& end) {
  return {waiting("CrashLoopBackOff"), terminated(scene, end.reason, end.exit_code, end.age, 20, end.message), false,
          end.restarts};
}

ContainerLife healthy(const Scene& scene, int age) { return {running(scene, age), Json::object(), true, 0}; }

ContainerLife restarted(const Scene& scene, int since_age, const LastEnd& end) {
  // Short enough for a loop: after ten minutes the kubelet forgets its back-off.
  constexpr int kRunSeconds = 300;
  return {running(scene, since_age), terminated(scene, end.reason, end.exit_code, end.age, kRunSeconds, end.message),
          true, end.restarts};
}

ContainerLife ended(const Scene& scene, const LastEnd& end) {
  return {terminated(scene, end.reason, end.exit_code, end.age, 600, end.message), Json::object(), false, end.restarts};
}

Expected& expect_end(Scene& scene, const Json& pod, std::string_view container, std::string_view type,
                     std::string_view cause, const LastEnd& end, std::string_view workload) {
  Expected& expected = scene.expect(pod, container, type);
  expected.cause = cause;
  expected.workload = workload;
  expected.exit_code = end.exit_code;
  expected.restart_count = end.restarts;
  expected.timestamps = {scene.moment(end.age)};
  expected.newest = scene.moment(end.age);
  return expected;
}

void expect_oom_loop(Scene& scene, const Json& pod, std::string_view container, const LastEnd& end,
                     std::string_view workload, std::string_view kind) {
  expect_end(scene, pod, container, "OOMKilled", "OOMKilled", end, workload).container_kind = kind;
  expect_end(scene, pod, container, "CrashLoopBackOff", "OOMKilled", end, workload).container_kind = kind;
}

}  // namespace oomscan::fleet_sim
