// What could not be seen is said: each gap once, with its reason and remedy, and never as "clean".
#include <map>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "e2e/support/truth_match.hpp"
#include "e2e/support/workbench.hpp"

namespace oomscan::e2e {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

// (cluster, namespace, what, why) of every gap but history, which depends on the range.
using GapKey = std::tuple<std::string, std::string, std::string, std::string>;

class Gaps : public ::testing::Test {
 protected:
  SimulatedFleet fleet_{{"--preset", "demo"}};
  Workbench workbench_;
};

TEST_F(Gaps, AreExactlyThoseOfTheFleetAndNamedOnce) {
  const ProgramRun run = workbench_.run({"--kubeconfig", fleet_.kubeconfig()});
  EXPECT_EQ(run.outcome.code, 3);
  ASSERT_FALSE(run.report.is_null()) << run.outcome.err;
  EXPECT_EQ(run.report.at("complete"), false);

  std::multiset<GapKey> reported;
  for (const nlohmann::json& coverage : run.report.at("coverage")) {
    for (const nlohmann::json& gap : coverage.at("gaps")) {
      EXPECT_NE(gap.at("detail"), "") << gap;
      if (gap.at("what") == "history") continue;
      EXPECT_NE(gap.at("hint"), "") << gap;
      reported.emplace(coverage.at("cluster"), gap.at("namespace"), gap.at("what"), gap.at("why"));
    }
  }
  std::multiset<GapKey> expected;
  std::map<std::string, std::string> status;
  const nlohmann::json truth = fleet_.truth();
  for (const nlohmann::json& cluster : truth.at("clusters")) {
    status[cluster.at("cluster")] = cluster.at("status");
    for (const nlohmann::json& gap : cluster.at("gaps")) {
      expected.emplace(cluster.at("cluster"), gap.at("namespace"), gap.at("what"), gap.at("why"));
    }
  }
  EXPECT_EQ(reported, expected);
  for (const nlohmann::json& coverage : run.report.at("coverage")) {
    EXPECT_EQ(coverage.at("status"), status.at(coverage.at("cluster"))) << coverage.at("cluster");
  }
  EXPECT_THAT(run.outcome.out, HasSubstr("NOT SEEN"));
  EXPECT_THAT(run.outcome.out, HasSubstr("oc login"));
}

TEST_F(Gaps, CostNothingWhenAllowed) {
  const ProgramRun run = workbench_.run({"--kubeconfig", fleet_.kubeconfig(), "--allow-gaps", "--no-artifacts"});
  EXPECT_EQ(run.outcome.code, 0);
  EXPECT_EQ(run.report.at("complete"), false);
}

TEST_F(Gaps, GiveWayToFindingsWhenThoseAreToFail) {
  EXPECT_EQ(workbench_.run({"--kubeconfig", fleet_.kubeconfig(), "--fail-on-findings", "--no-artifacts"}).outcome.code,
            4);
}

TEST_F(Gaps, AreNoneWhereAllThatWasAskedForWasSeen) {
  const std::string healthy = fleet_.truth().at("clusters")[0].at("cluster");
  const ProgramRun run =
      workbench_.run({"--kubeconfig", fleet_.kubeconfig(), "--contexts", healthy, "--time-range", "30m"});
  EXPECT_EQ(run.outcome.code, 0) << run.outcome.out << run.outcome.err;
  EXPECT_EQ(run.report.at("complete"), true);
}

TEST_F(Gaps, AreNoCleanFleetWhenNoNamespaceIsSelectedAnywhere) {
  const ProgramRun run = workbench_.run({"--kubeconfig", fleet_.kubeconfig(), "--current", "--include-ns", "mistyped"});
  EXPECT_EQ(run.outcome.code, 1);
  EXPECT_THAT(run.outcome.out, HasSubstr("no namespace is selected"));
}

TEST_F(Gaps, OfEveryClusterMeanThatNothingWasScanned) {
  std::string skipped;
  const nlohmann::json truth = fleet_.truth();
  for (const nlohmann::json& cluster : truth.at("clusters")) {
    if (cluster.at("status") == "skipped")
      skipped += (skipped.empty() ? "" : ",") + cluster.at("context").get<std::string>();
  }
  ASSERT_NE(skipped, "");
  const ProgramRun run = workbench_.run({"--kubeconfig", fleet_.kubeconfig(), "--contexts", skipped});
  EXPECT_EQ(run.outcome.code, 1);
  EXPECT_THAT(run.outcome.out, Not(HasSubstr("no issues")));
}

}  // namespace
}  // namespace oomscan::e2e
