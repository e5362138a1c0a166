#include "terminal/finding_groups.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakes/sample_reports.hpp"

namespace oomscan::terminal {
namespace {

using ::testing::ElementsAre;

Finding finding(std::string namespace_name, std::string pod, std::string container, std::string type, State state) {
  return fakes::sample_finding("prd", std::move(namespace_name), std::move(pod), std::move(container), std::move(type),
                               state, {});
}

std::vector<NamespaceGroup> grouped(const std::vector<Finding>& findings) {
  FindingPointers pointers;
  for (const Finding& each : findings) pointers.push_back(&each);
  return group_findings(pointers);
}

TEST(FindingGroups, PutWhatFailsNowFirstOnEveryLevel) {
  const std::vector<Finding> findings = {
      finding("a", "p", "app", "OOMKilled", State::gone),
      finding("b", "p1", "app", "OOMKilled", State::recovered),
      finding("b", "p2", "app", "OOMKilled", State::recovered),
      finding("b", "p2", "web", "OOMKilled", State::active),
  };
  const auto groups = grouped(findings);
  ASSERT_EQ(groups.size(), 2U);
  EXPECT_EQ(groups[0].name, "b");
  ASSERT_EQ(groups[0].pods.size(), 2U);
  EXPECT_EQ(groups[0].pods[0].containers[0][0], &findings[3]);
  EXPECT_EQ(groups[0].pods[0].containers[1][0], &findings[2]);
  EXPECT_EQ(groups[0].pods[1].containers[0][0], &findings[1]);
  EXPECT_EQ(groups[1].name, "a");
}

TEST(FindingGroups, PutACrashLoopBehindItsCause) {
  const std::vector<Finding> findings = {finding("a", "p", "app", "CrashLoopBackOff", State::active),
                                         finding("a", "p", "app", "OOMKilled", State::active)};
  const auto groups = grouped(findings);
  EXPECT_THAT(groups[0].pods[0].containers[0], ElementsAre(&findings[1], &findings[0]));
}

TEST(FindingGroups, KeepPodsOfOneNameAndTwoUidsApart) {
  std::vector<Finding> findings = {finding("a", "db-0", "app", "OOMKilled", State::active),
                                   finding("a", "db-0", "app", "OOMKilled", State::gone)};
  findings[1].pod_uid = "older";
  EXPECT_EQ(grouped(findings)[0].pods.size(), 2U);
}

TEST(FindingGroups, KeepNodesApart) {
  std::vector<Finding> findings = {finding("", "", "", "NodeOOM", State::active),
                                   finding("", "", "", "NodeOOM", State::active)};
  findings[1].node = "other";
  EXPECT_EQ(grouped(findings)[0].pods.size(), 2U);
}

}  // namespace
}  // namespace oomscan::terminal
