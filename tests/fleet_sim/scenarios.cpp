#include "fleet_sim/scenarios.hpp"

namespace oomscan::fleet_sim {

std::vector<Scenario> scenarios() {
  std::vector<Scenario> all;
  for (const auto group : {oom_scenarios(), oom_edge_scenarios(), crash_scenarios(), workload_scenarios(),
                           event_scenarios(), quiet_scenarios(), quiet_edge_scenarios()}) {
    all.insert(all.end(), group.begin(), group.end());
  }
  return all;
}

const Scenario* find_scenario(std::string_view name) {
  static const std::vector<Scenario> all = scenarios();
  for (const Scenario& scenario : all) {
    if (scenario.name == name) return &scenario;
  }
  return nullptr;
}

}  // namespace oomscan::fleet_sim
