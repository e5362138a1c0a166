#include <gmock/gmock.h>

#include "detect/rules/rules.hpp"
#include "unit/detect/scene.hpp"

namespace oomscan::detect {
namespace {

using namespace scene;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<Finding> judged(const std::vector<EventObservation>& events,
                            const std::vector<std::string>& types = {"NodeOOM"}) {
  return make_judge(types)->judge_node({"node-1", events}, Scene().frame());
}
EventObservation oom(Seconds before, std::string reason = "SystemOOM") {
  return Event(std::move(reason), "victim process: java", before).kind("Node");
}

TEST(NodeOom, IsNotToldByAnEventInATenantsNamespace) {
  EXPECT_TRUE(judged({Event("SystemOOM", "invented", minutes(2)).kind("Node").in_namespace("shop")}).empty());
}

TEST(NodeOom, IsTheNodesFindingAndNobodyElses) {
  const auto findings = judged({oom(minutes(20)), oom(minutes(2), "OOMKilling")});
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].type, "NodeOOM");
  EXPECT_EQ(findings[0].node, "node-1");
  EXPECT_EQ(findings[0].namespace_name + findings[0].pod + findings[0].container, "");
  EXPECT_EQ(findings[0].workload, (Workload{"Node", "node-1"}));
  EXPECT_EQ(findings[0].state, State::active);
  EXPECT_THAT(findings[0].timestamps, ElementsAre(ago(minutes(20)), ago(minutes(2))));
  EXPECT_THAT(findings[0].sources, ElementsAre(Source::events));
}

TEST(NodeOom, IsOverOnceTheNewestIsOlderThanTheSettleTime) {
  EXPECT_EQ(judged({oom(minutes(11))}).at(0).state, State::recovered);
}

TEST(NodeOom, SaysNothingOfOtherEventsOrTimes) {
  EXPECT_THAT(judged({oom(days(8)), oom(minutes(1), "Rebooted")}), IsEmpty());
}

TEST(NodeOom, IsToldOnlyIfAskedFor) {
  EXPECT_THAT(judged({oom(minutes(2))}, {}), IsEmpty());
  EXPECT_TRUE(make_judge({"NodeOOM"})->may_matter(oom(minutes(2))));
  EXPECT_FALSE(make_judge({"Evicted"})->may_matter(oom(minutes(2))));
}

}  // namespace
}  // namespace oomscan::detect
