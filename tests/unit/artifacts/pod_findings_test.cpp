#include "artifacts/pod_findings.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace oomscan::artifacts {
namespace {

using ::testing::ElementsAre;

Finding finding_of(std::string pod, std::string uid, std::string container, State state = State::active) {
  Finding finding;
  finding.namespace_name = "team";
  finding.pod = std::move(pod);
  finding.pod_uid = std::move(uid);
  finding.container = std::move(container);
  finding.state = state;
  return finding;
}

TEST(GroupByPod, PutsAllFindingsOfAPodTogether) {
  const std::vector<Finding> findings = {finding_of("a", "1", "app"), finding_of("b", "2", "app"),
                                         finding_of("a", "1", "sidecar"), finding_of("a", "1", "app")};
  const auto groups = group_by_pod(findings);
  ASSERT_EQ(groups.size(), 2U);
  EXPECT_EQ(groups[0].pod, "a");
  EXPECT_THAT(groups[0].findings, ElementsAre(0, 2, 3));
  EXPECT_THAT(groups[0].first_findings_of_containers(findings), ElementsAre(0, 2));
  EXPECT_THAT(groups[1].findings, ElementsAre(1));
}

TEST(GroupByPod, KeepsAGonePodApartFromTheOneThatTookItsName) {
  const auto groups = group_by_pod({finding_of("db-0", "old", "app", State::gone), finding_of("db-0", "new", "app")});
  ASSERT_EQ(groups.size(), 2U);
  EXPECT_TRUE(groups[0].gone);
  EXPECT_FALSE(groups[1].gone);
}

TEST(GroupByPod, KeepsTheSameNameInTwoNamespacesApart) {
  Finding other = finding_of("a", "2", "app");
  other.namespace_name = "other";
  EXPECT_EQ(group_by_pod({finding_of("a", "1", "app"), other}).size(), 2U);
}

TEST(GroupByPod, LeavesOutFindingsOfANode) { EXPECT_TRUE(group_by_pod({finding_of("", "", "")}).empty()); }

}  // namespace
}  // namespace oomscan::artifacts
