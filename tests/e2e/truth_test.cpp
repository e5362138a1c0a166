// The main promise: what the program reports is exactly what is true, whatever way it took to see it.
#include <regex>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "e2e/support/truth_match.hpp"
#include "e2e/support/workbench.hpp"
#include "paths/paths.hpp"

namespace oomscan::e2e {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class Truth : public ::testing::Test {
 protected:
  ProgramRun scan(Words words) {
    words.insert(words.end(), {"--kubeconfig", fleet_.kubeconfig()});
    return workbench_.run(words);
  }
  static std::string findings_of(const ProgramRun& run) { return run.report.at("findings").dump(); }

  SimulatedFleet fleet_{{"--preset", "demo"}};
  Workbench workbench_;
};

TEST_F(Truth, IsFoundOverTheWholeFleet) {
  const ProgramRun run = scan({});
  EXPECT_EQ(run.outcome.code, 3) << run.outcome.err;
  ASSERT_FALSE(run.report.is_null()) << run.outcome.err;
  EXPECT_THAT(differences(run.report, fleet_.truth()), IsEmpty());
  EXPECT_THAT(run.csv,
              HasSubstr("cluster,namespace,pod,type,timestamps,sources,description_file,pod_log_file,container"));
}

TEST_F(Truth, IsTheSameThroughBothTransportsAndBothStrategies) {
  const std::string reference = findings_of(scan({"--no-artifacts"}));
  for (const char* transport : {"proxy", "exec"}) {
    for (const char* strategy : {"cluster", "namespace"}) {
      const ProgramRun run = scan({"--no-artifacts", "--transport", transport, "--strategy", strategy});
      EXPECT_EQ(findings_of(run), reference) << transport << " " << strategy << "\n" << run.outcome.err;
    }
  }
}

TEST_F(Truth, IsByteIdenticalBetweenTwoRuns) {
  const ProgramRun first = scan({"--no-artifacts"});
  const ProgramRun second = scan({"--no-artifacts"});
  EXPECT_EQ(findings_of(first), findings_of(second));
}

TEST_F(Truth, IsFoundInTheCurrentContextAlone) {
  const ProgramRun run = scan({"--current"});
  ASSERT_FALSE(run.report.is_null()) << run.outcome.err;
  ASSERT_EQ(run.report.at("coverage").size(), 1U);
  EXPECT_THAT(differences(run.report, fleet_.truth(), {run.report.at("coverage")[0].at("cluster")},
                          [](const std::string&) { return true; }),
              IsEmpty());
}

TEST_F(Truth, IsFoundInTheContextsNamed) {
  const nlohmann::json truth = fleet_.truth();
  const std::string first = truth.at("clusters")[0].at("cluster");
  const std::string second = truth.at("clusters")[1].at("cluster");
  const ProgramRun run = scan({"--contexts", first + "," + second});
  ASSERT_FALSE(run.report.is_null()) << run.outcome.err;
  EXPECT_EQ(run.report.at("coverage").size(), 2U);
  EXPECT_THAT(differences(run.report, truth, {first, second}, [](const std::string&) { return true; }), IsEmpty());
}

TEST_F(Truth, IsLimitedToTheNamespacesSelectedByPattern) {
  const std::regex include{"tenant|prod"};
  const std::regex exclude{"debug|sandbox"};
  const auto selected = [&](const std::string& name) {
    return std::regex_search(name, include) && !std::regex_search(name, exclude);
  };
  const ProgramRun run = scan({"--include-ns", "tenant|prod", "--exclude-ns", "debug|sandbox"});
  ASSERT_FALSE(run.report.is_null()) << run.outcome.err;
  EXPECT_THAT(differences(run.report, fleet_.truth(), {}, selected), IsEmpty());

  // Not only findings: exactly those namespaces were looked at.
  for (const nlohmann::json& cluster : fleet_.truth().at("clusters")) {
    for (const nlohmann::json& coverage : run.report.at("coverage")) {
      if (coverage.at("cluster") != cluster.at("cluster") || coverage.at("status") != "scanned") continue;
      const auto wanted = std::count_if(cluster.at("namespaces").begin(), cluster.at("namespaces").end(),
                                        [&](const nlohmann::json& n) { return selected(n.at("name")); });
      EXPECT_EQ(coverage.at("namespaces_selected"), wanted) << coverage.at("cluster");
      EXPECT_EQ(coverage.at("namespaces_scanned"), wanted) << coverage.at("cluster");
    }
  }
}

TEST_F(Truth, ValidatesAgainstTheSchema) {
  const ProgramRun run = scan({});
  ASSERT_FALSE(run.report.is_null()) << run.outcome.err;
  const std::string source = source_dir();
  const std::string command = "python3 " + source + "/tests/e2e/validate_json.py " + source +
                              "/docs/oom_results.schema.json " + (workbench_.output() / "oom_results.json").string();
  EXPECT_EQ(std::system(command.c_str()), 0);
}

TEST_F(Truth, GoesToStdoutAloneWhenAsked) {
  const ProgramRun run = scan({"--format", "json,-", "--no-artifacts"});
  EXPECT_TRUE(nlohmann::json::parse(run.outcome.out).contains("findings"));
  EXPECT_TRUE(run.report.is_null());
}

// One fleet, one scan: every scenario that the simulator can play, also through projects instead of namespaces.
class EveryScenario : public ::testing::TestWithParam<const char*> {};

TEST_P(EveryScenario, GivesItsVerdictAndNoOther) {
  SimulatedFleet fleet{{"--preset", GetParam()}};
  Workbench workbench;
  const ProgramRun run = workbench.run({"--kubeconfig", fleet.kubeconfig()});
  ASSERT_FALSE(run.report.is_null()) << run.outcome.err;
  EXPECT_THAT(differences(run.report, fleet.truth()), IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(Presets, EveryScenario,
                         ::testing::Values("scenarios", "projects", "two-contexts", "healthy", "empty"),
                         [](const auto& preset) {
                           std::string name = preset.param;
                           std::erase(name, '-');
                           return name;
                         });

}  // namespace
}  // namespace oomscan::e2e
