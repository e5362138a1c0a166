// What several scenario files share: loops in back-off and their two usual expectations.
#pragma once

#include <string>
#include <string_view>

#include "fleet_sim/pod_builder.hpp"

namespace oomscan::fleet_sim {

// How a looping container ended last.
struct LastEnd {
  std::string reason = "OOMKilled";
  int exit_code = 137;
  int age = 120;  // seconds since
  int restarts = 7;
  std::string message = {};
};

[[nodiscard]] inline std::string name_of(const Json& pod) { return pod.at("metadata").at("name").get<std::string>(); }
[[nodiscard]] inline std::string uid_of(const Json& pod) { return pod.at("metadata").at("uid").get<std::string>(); }

// waiting CrashLoopBackOff after `end`; PodBuilder adds the kubelet's message.
[[nodiscard]] ContainerLife in_back_off(const Scene& scene, const LastEnd& end);
// running since `age`, no failure behind it.
[[nodiscard]] ContainerLife healthy(const Scene& scene, int age = 6 * 3600 - 30);
// running and ready since `since_age`, after `end`.
[[nodiscard]] ContainerLife restarted(const Scene& scene, int since_age, const LastEnd& end);
// ended and not running again.
[[nodiscard]] ContainerLife ended(const Scene& scene, const LastEnd& end);

// A finding whose numbers are those of `end`; `container` of the given kind.
Expected& expect_end(Scene& scene, const Json& pod, std::string_view container, std::string_view type,
                     std::string_view cause, const LastEnd& end, std::string_view workload);
// The two findings of an OOM loop.
void expect_oom_loop(Scene& scene, const Json& pod, std::string_view container, const LastEnd& end,
                     std::string_view workload, std::string_view kind = "main");

}  // namespace oomscan::fleet_sim
