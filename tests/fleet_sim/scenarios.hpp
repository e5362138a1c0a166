// Named failure scenarios: the pods and Events that a real kubelet and its controllers leave behind, with the findings
// that a correct scan reports about them. The expectations follow the project's rules of judgement, not any
// implementation of them. A scenario that expects nothing is as important as one that expects something.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "fleet_sim/scene.hpp"

namespace oomscan::fleet_sim {

struct Scenario {
  std::string_view name;
  std::string_view shows;  // one line
  void (*play)(Scene&);
};

// All, in a fixed order.
[[nodiscard]] std::vector<Scenario> scenarios();
// nullptr if there is none of that name.
[[nodiscard]] const Scenario* find_scenario(std::string_view name);

// One group a file.
[[nodiscard]] std::span<const Scenario> oom_scenarios();
[[nodiscard]] std::span<const Scenario> oom_edge_scenarios();
[[nodiscard]] std::span<const Scenario> crash_scenarios();
[[nodiscard]] std::span<const Scenario> workload_scenarios();
[[nodiscard]] std::span<const Scenario> event_scenarios();
[[nodiscard]] std::span<const Scenario> quiet_scenarios();
[[nodiscard]] std::span<const Scenario> quiet_edge_scenarios();

}  // namespace oomscan::fleet_sim
