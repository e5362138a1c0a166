// --quick finds what a whole scan finds, but for what no table of pods can show, and says so.
#include <algorithm>
#include <chrono>
#include <ostream>
#include <string>
#include <utility>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "e2e/support/scenario_fleet.hpp"
#include "e2e/support/workbench.hpp"
#include "oomscan/model/time.hpp"

namespace oomscan::e2e {
namespace {

using ::testing::HasSubstr;

using Json = nlohmann::json;

struct Case {
  Words fleet;
  std::string strategy;
  bool by_table;  // else so many pods are suspicious that all are read whole
};

// As its name among the tests.
std::string name_of(const Case& each) {
  std::string name;
  for (const std::string& word : each.fleet) name += word.starts_with("--") ? "" : word;
  name += "By" + each.strategy;
  std::erase(name, '-');
  return name;
}

void PrintTo(const Case& each, std::ostream* out) { *out << name_of(each); }

// What depends on the second of the scan is left out.
Json comparable(Json finding) {
  finding.erase("windows");
  return finding;
}

bool is_of_what_no_table_shows(const Json& finding) {
  return finding.at("container_kind") == "init" || finding.at("container_kind") == "ephemeral";
}

// `by_table`: of each cluster that was read a table was; else all pods were read whole.
void expect_the_same(const Json& full, const Json& quick, bool by_table) {
  Json::array_t missing;
  for (const Json& finding : full.at("findings")) missing.push_back(comparable(finding));
  for (const Json& finding : quick.at("findings")) {
    const auto found = std::find(missing.begin(), missing.end(), comparable(finding));
    EXPECT_NE(found, missing.end()) << "only quick: " << finding.dump(1);
    if (found != missing.end()) missing.erase(found);
  }
  for (const Json& finding : missing) {
    EXPECT_TRUE(by_table && is_of_what_no_table_shows(finding)) << finding.dump(1);
  }

  ASSERT_EQ(quick.at("coverage").size(), full.at("coverage").size());
  for (std::size_t i = 0; i < full.at("coverage").size(); ++i) {
    const Json& was = full.at("coverage").at(i);
    const Json& is = quick.at("coverage").at(i);
    for (const char* key : {"pods", "events", "namespaces_scanned", "history"}) {
      EXPECT_EQ(is.at(key), was.at(key)) << key;
    }
    Json::array_t added;
    for (const Json& gap : is.at("gaps")) {
      if (gap.at("why") == "quick") added.push_back(gap);
    }
    EXPECT_EQ(is.at("gaps").size(), was.at("gaps").size() + added.size());
    const bool has_gap = by_table && is.at("status") != "skipped";
    ASSERT_EQ(added.size(), has_gap ? 1U : 0U) << is.dump(1);
    if (!has_gap) continue;
    EXPECT_EQ(added.front().at("what"), "init and ephemeral containers");
    EXPECT_EQ(is.at("status"), "partial");
  }
}

Json report_of(Workbench& workbench, Words words) {
  words.insert(words.end(), {"--no-artifacts", "--skip-prometheus", "--types", "all"});
  ProgramRun run = workbench.run(words);
  EXPECT_FALSE(run.report.is_null()) << run.outcome.err;
  return std::move(run.report);
}

Words with(Words words, const Words& more) {
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

class QuickScan : public ::testing::TestWithParam<Case> {};

TEST_P(QuickScan, FindsTheSameButForInitAndEphemeralContainers) {
  const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  const SimulatedFleet fleet{with(GetParam().fleet, {"--now", format_rfc3339(now)})};
  Workbench workbench;
  const Words words{"--kubeconfig", fleet.kubeconfig(), "--strategy", GetParam().strategy};
  const Json full = report_of(workbench, words);
  expect_the_same(full, report_of(workbench, with(words, {"--quick"})), GetParam().by_table);
}

// On the simulator or on a real API server. Of so few pods as the scenarios are, by themselves too many are suspicious.
TEST(QuickContract, FindsTheSameInEveryScenario) {
  constexpr int kPodsOfAClusterInWhichFewFail = 1'500;
  const ScenarioFleet fleet;
  Workbench workbench;
  for (const std::string strategy : {"cluster", "namespace"}) {
    const Words words = with(fleet.words(), {"--strategy", strategy});
    const Json full = report_of(workbench, words);
    const Json quick = report_of(workbench, with(words, {"--quick"}));
    const bool by_table =
        strategy == "namespace" || full.at("coverage").at(0).at("pods") >= kPodsOfAClusterInWhichFewFail;
    expect_the_same(full, quick, by_table);
  }
}

INSTANTIATE_TEST_SUITE_P(
    Fleets, QuickScan,
    testing::Values(Case{{"--preset", "scenarios"}, "cluster", false},
                    Case{{"--preset", "scenarios", "--pods", "25", "--pod-bytes", "2000"}, "cluster", true},
                    Case{{"--preset", "scenarios"}, "namespace", true},
                    Case{{"--preset", "large", "--namespaces", "60", "--pod-bytes", "2000"}, "cluster", true},
                    Case{{"--preset", "large", "--namespaces", "60", "--pod-bytes", "2000"}, "namespace", true},
                    Case{{"--preset", "demo"}, "auto", true},
                    Case{{"--preset", "fleet", "--clusters", "4"}, "auto", true},
                    Case{{"--preset", "projects"}, "auto", true}),
    [](const auto& each) { return name_of(each.param); });

TEST(Quick, IsAGapWithItsRemedyOnTheTerminalToo) {
  const SimulatedFleet fleet{{"--preset", "healthy"}};
  Workbench workbench;
  const Words words{"--kubeconfig", fleet.kubeconfig(), "--no-artifacts", "--time-range", "1m"};
  EXPECT_EQ(workbench.run(words).outcome.code, 0);
  Words quick = words;
  quick.emplace_back("--quick");
  const ProgramRun run = workbench.run(quick);
  EXPECT_EQ(run.outcome.code, 3);
  EXPECT_EQ(run.report.at("complete"), false);
  EXPECT_THAT(run.outcome.out, HasSubstr("init and ephemeral containers: not looked at (--quick)"));
  EXPECT_THAT(run.outcome.out, HasSubstr("scan without --quick"));
  quick.emplace_back("--allow-gaps");
  EXPECT_EQ(workbench.run(quick).outcome.code, 0);
}

TEST(Quick, ReadsWholePodsThroughAToolThatGivesNoTables) {
  const SimulatedFleet fleet{{"--preset", "healthy"}};
  Workbench workbench;
  const ProgramRun run = workbench.run(
      {"--kubeconfig", fleet.kubeconfig(), "--no-artifacts", "--time-range", "1m", "--transport", "exec", "--quick"});
  EXPECT_EQ(run.outcome.code, 0) << run.outcome.out << run.outcome.err;
  EXPECT_EQ(run.report.at("complete"), true);
  EXPECT_THAT(run.outcome.out + run.outcome.err, HasSubstr("no table of pods"));
}

}  // namespace
}  // namespace oomscan::e2e
