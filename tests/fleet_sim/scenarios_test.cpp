#include "fleet_sim/scenarios.hpp"

#include <algorithm>
#include <set>

#include <gtest/gtest.h>

namespace oomscan::fleet_sim {
namespace {

SceneFacts facts() { return {"test", "1", Timestamp(std::chrono::seconds(1'765'517'160)), {"node-a", "node-b"}, 3000}; }

bool has_container(const Json& pod, const std::string& container) {
  for (const char* list : {"initContainers", "containers", "ephemeralContainers"}) {
    for (const Json& one : pod["spec"].value(list, Json::array())) {
      if (one["name"] == container) return true;
    }
  }
  return false;
}

TEST(EveryScenario, ExpectsOnlyWhatItsOwnObjectsCanShow) {
  const SceneFacts world = facts();
  for (const Scenario& scenario : scenarios()) {
    SCOPED_TRACE(scenario.name);
    Scene scene(world, std::string(scenario.name), "team-a", "app-x");
    scenario.play(scene);
    EXPECT_FALSE(scene.pods().empty() && scene.events().empty());
    std::set<std::string> keys;
    for (const Expected& expected : scene.expected()) {
      const std::string key = expected.pod + "/" + expected.container + "/" + expected.type;
      EXPECT_TRUE(keys.insert(key).second) << key << " is expected twice";
      EXPECT_TRUE(expected.type == "OOMKilled" || expected.type == "CrashLoopBackOff");
      if (expected.timestamps && !expected.timestamps->empty()) {
        EXPECT_EQ(*std::max_element(expected.timestamps->begin(), expected.timestamps->end()), expected.newest);
      }
      const bool listed = std::any_of(scene.pods().begin(), scene.pods().end(), [&](const Json& pod) {
        return pod["metadata"]["name"] == expected.pod && has_container(pod, expected.container);
      });
      EXPECT_TRUE(listed || expected.state == "gone") << key;
    }
  }
}

TEST(EveryScenario, IsTheSameEachTime) {
  const SceneFacts world = facts();
  for (const Scenario& scenario : scenarios()) {
    SCOPED_TRACE(scenario.name);
    const auto dump = [&] {
      Scene scene(world, std::string(scenario.name), "team-a", "app-x");
      scenario.play(scene);
      return Json(scene.pods()).dump();
    };
    EXPECT_EQ(dump(), dump());
  }
}

TEST(ScenarioCatalog, HasUniqueNames) {
  std::set<std::string_view> names;
  for (const Scenario& scenario : scenarios()) EXPECT_TRUE(names.insert(scenario.name).second) << scenario.name;
}

TEST(ScenarioCatalog, QuietOnesExpectNothing) {
  const SceneFacts world = facts();
  for (const auto group : {quiet_scenarios(), quiet_edge_scenarios()}) {
    for (const Scenario& scenario : group) {
      Scene scene(world, std::string(scenario.name), "team-a", "app-x");
      scenario.play(scene);
      EXPECT_TRUE(scene.expected().empty()) << scenario.name;
    }
  }
}

}  // namespace
}  // namespace oomscan::fleet_sim
