#include "fleet_sim/pod_row.hpp"

#include <gtest/gtest.h>

#include "fleet_sim/label_selector.hpp"

namespace oomscan::fleet_sim {
namespace {

const Timestamp kNow{std::chrono::seconds(1'765'517'160)};  // 2025-12-12T05:26:00Z

TEST(PodRow, WritesAgesAsTheServerDoes) {
  constexpr long kDay = 86'400;
  const auto words = [](long seconds) { return human_duration(std::chrono::seconds{seconds}); };
  EXPECT_EQ(words(30), "30s");
  EXPECT_EQ(words(119), "119s");
  EXPECT_EQ(words(187), "3m7s");
  EXPECT_EQ(words(120), "2m");
  EXPECT_EQ(words(85 * 60 + 59), "85m");
  EXPECT_EQ(words(4 * 3600 + 12 * 60), "4h12m");
  EXPECT_EQ(words(47 * 3600 + 59 * 60), "47h");
  EXPECT_EQ(words(3 * kDay + 5 * 3600), "3d5h");
  EXPECT_EQ(words(200 * kDay), "200d");
  EXPECT_EQ(words((2 * 365 + 30) * kDay), "2y30d");
}

Json pod_with(const char* spec_containers, const char* status) {
  return Json::parse(std::string(R"({"metadata":{"name":"p"},"spec":)") + spec_containers + R"(,"status":)" + status +
                     "}");
}

TEST(PodRow, TellsWhenTheNewestRestartWas) {
  const PodRowCells cells = pod_row_cells(pod_with(R"({"containers":[{"name":"a"},{"name":"b"}]})",
                                                   R"({"phase":"Running","containerStatuses":[
                   {"name":"a","ready":true,"restartCount":2,"state":{"running":{}},
                    "lastState":{"terminated":{"finishedAt":"2025-12-12T05:22:53Z"}}},
                   {"name":"b","restartCount":3,"state":{"waiting":{"reason":"CrashLoopBackOff"}},
                    "lastState":{"terminated":{"finishedAt":"2025-12-11T05:22:53Z"}}}]})"),
                                          kNow);
  EXPECT_EQ(cells.ready, "1/2");
  EXPECT_EQ(cells.status, "CrashLoopBackOff");
  EXPECT_EQ(cells.restarts, "5 (3m7s ago)");
}

TEST(PodRow, CountsSidecarsButNotTheRestartsOfOtherInitContainersOnceTheMainOnesRun) {
  const PodRowCells cells = pod_row_cells(pod_with(R"({"containers":[{"name":"a"}],
                   "initContainers":[{"name":"i"},{"name":"s","restartPolicy":"Always"}]})",
                                                   R"({"phase":"Running","initContainerStatuses":[
                   {"name":"i","restartCount":4,"state":{"terminated":{"exitCode":0,"reason":"Completed"}}},
                   {"name":"s","ready":true,"started":true,"restartCount":1,"state":{"running":{}}}],
                   "containerStatuses":[{"name":"a","ready":true,"restartCount":0,"state":{"running":{}}}]})"),
                                          kNow);
  EXPECT_EQ(cells.ready, "2/2");
  EXPECT_EQ(cells.status, "Running");
  EXPECT_EQ(cells.restarts, "1");
}

TEST(PodRow, SpeaksOfTheInitContainerThatFails) {
  const PodRowCells cells = pod_row_cells(pod_with(R"({"containers":[{"name":"a"}],"initContainers":[{"name":"i"}]})",
                                                   R"({"phase":"Pending","initContainerStatuses":[
                   {"name":"i","restartCount":4,"state":{"terminated":{"exitCode":137,"reason":"OOMKilled"}}}],
                   "containerStatuses":[{"name":"a","restartCount":0,
                                         "state":{"waiting":{"reason":"PodInitializing"}}}]})"),
                                          kNow);
  EXPECT_EQ(cells.status, "Init:OOMKilled");
  EXPECT_EQ(cells.restarts, "4");
  EXPECT_EQ(cells.ready, "0/1");
}

TEST(LabelSelector, ChoosesByEachOfItsLabels) {
  std::string why;
  const auto selector = LabelSelector::parse("app=web,tier=x", why);
  ASSERT_TRUE(selector.has_value());
  EXPECT_TRUE(selector->matches(R"({"metadata":{"labels":{"app":"web","tier":"x","z":"1"}}})"));
  EXPECT_FALSE(selector->matches(R"({"metadata":{"labels":{"app":"web"}}})"));
  EXPECT_FALSE(selector->matches(R"({"metadata":{}})"));
  EXPECT_FALSE(LabelSelector::parse("app!=web", why).has_value());
}

}  // namespace
}  // namespace oomscan::fleet_sim
