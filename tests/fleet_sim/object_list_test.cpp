#include "fleet_sim/object_list.hpp"

#include <map>

#include <gtest/gtest.h>

#include "fleet_sim/presets.hpp"

namespace oomscan::fleet_sim {
namespace {

TEST(ObjectList, HoldsWhatTheListsOfTheClusterHoldEachWithItsKind) {
  FleetSpec fleet;
  fleet.now = Timestamp{std::chrono::seconds{1'765'517'160}};
  find_preset("scenarios")->fill(fleet, {});
  const auto cluster = build_cluster(fleet, fleet.clusters.front());
  const Json list = Json::parse(object_list_text(*cluster));
  EXPECT_EQ(list.at("kind"), "List");
  std::map<std::string, std::size_t> counts;
  for (const Json& item : list.at("items")) {
    EXPECT_EQ(item.at("apiVersion"), "v1");
    EXPECT_TRUE(item.at("metadata").contains("name"));
    ++counts[item.at("kind").get<std::string>()];
  }
  EXPECT_EQ(counts, (std::map<std::string, std::size_t>{{"Namespace", cluster->namespaces.size()},
                                                        {"Pod", cluster->pods.size()},
                                                        {"Event", cluster->events.size()}}));
}

}  // namespace
}  // namespace oomscan::fleet_sim
