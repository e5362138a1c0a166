// The contract that every server has to keep, the simulator and a real API server alike: of the same objects the
// program says the same, whatever way it reads them. tests/testbed/contract_test.sh runs these tests against a real
// one.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "e2e/support/scenario_fleet.hpp"
#include "e2e/support/truth_match.hpp"
#include "e2e/support/workbench.hpp"

namespace oomscan::e2e {
namespace {

using ::testing::AllOf;
using ::testing::Ge;
using ::testing::IsEmpty;
using ::testing::Le;
using ::testing::Not;

class Contract : public ::testing::Test {
 protected:
  ProgramRun scan(Words words = {}) {
    const Words chosen = fleet_.words();
    words.insert(words.end(), chosen.begin(), chosen.end());
    words.insert(words.end(), {"--no-artifacts", "--skip-prometheus"});
    return workbench_.run(words);
  }
  void expect_truth(const ProgramRun& run, const std::string& about) {
    ASSERT_FALSE(run.report.is_null()) << about << "\n" << run.outcome.err;
    EXPECT_THAT(differences(run.report, fleet_.truth(run.report)), IsEmpty()) << about << "\n" << run.outcome.err;
  }

  ScenarioFleet fleet_;
  Workbench workbench_;
};

TEST_F(Contract, TheFindingsAreExactlyTheTruth) {
  const ProgramRun run = scan();
  expect_truth(run, "by default");
  EXPECT_THAT(run.report.at("findings"), Not(IsEmpty()));
}

TEST_F(Contract, TheFindingsAreTheSameByEveryTransportAndStrategy) {
  for (const char* transport : {"proxy", "exec"}) {
    for (const char* strategy : {"cluster", "namespace"}) {
      expect_truth(scan({"--transport", transport, "--strategy", strategy}), std::string(transport) + " " + strategy);
    }
  }
}

TEST_F(Contract, AllThatIsThereIsSeen) {
  const ProgramRun run = scan();
  ASSERT_FALSE(run.report.is_null()) << run.outcome.err;
  const nlohmann::json truth = fleet_.truth(run.report).at("clusters").at(0);
  const nlohmann::json coverage = run.report.at("coverage").at(0);
  EXPECT_EQ(coverage.at("pods"), truth.at("pods"));
  const int beside_the_truth = coverage.at("events").get<int>() - truth.at("events").get<int>();
  EXPECT_THAT(beside_the_truth, AllOf(Ge(0), Le(fleet_.own_events_max())));
  EXPECT_EQ(coverage.at("history").at("events"), truth.at("events_reach_back_to"));
  for (const nlohmann::json& gap : coverage.at("gaps")) EXPECT_EQ(gap.at("what"), "history") << gap;
}

TEST_F(Contract, TheNamespacesNamedAreTheOnesScanned) {
  const ProgramRun all = scan();
  ASSERT_FALSE(all.report.is_null()) << all.outcome.err;
  const nlohmann::json truth = fleet_.truth(all.report);
  const std::string name = truth.at("clusters").at(0).at("findings").at(0).at("namespace");
  const ProgramRun run = scan({"--namespaces", name});
  ASSERT_FALSE(run.report.is_null()) << run.outcome.err;
  EXPECT_EQ(run.report.at("coverage").at(0).at("namespaces_scanned"), 1);
  const auto selected = [&](const std::string& other) { return other == name; };
  EXPECT_THAT(differences(run.report, truth, {}, selected), IsEmpty());
}

}  // namespace
}  // namespace oomscan::e2e
