// --quick finds what a whole scan finds, but for what no table of pods can show, and says so.
#include <algorithm>
#include <chrono>
#include <string>
#include <utility>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "e2e/support/workbench.hpp"
#include "oomscan/model/time.hpp"

namespace oomscan::e2e {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

using Json = nlohmann::json;

struct Case {
  Words fleet;
  std::string strategy;
  bool by_table;  // else so many pods are suspicious that all are read whole
};

class QuickScan : public ::testing::TestWithParam<Case> {
 protected:
  explicit QuickScan() : fleet_(fleet_words()) {}

  static Words fleet_words() {
    Words words{"--now", format_rfc3339(std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()))};
    words.insert(words.end(), GetParam().fleet.begin(), GetParam().fleet.end());
    return words;
  }
  Json report(const Words& more) {
    Words words{"--kubeconfig", fleet_.kubeconfig(), "--no-artifacts", "--strategy", GetParam().strategy, "--types",
                "all"};
    words.insert(words.end(), more.begin(), more.end());
    ProgramRun run = workbench_.run(words);
    EXPECT_FALSE(run.report.is_null()) << run.outcome.err;
    return std::move(run.report);
  }
  // What depends on the second of the scan is left out.
  static Json comparable(Json finding) {
    finding.erase("windows");
    return finding;
  }
  static bool is_of_what_no_table_shows(const Json& finding) {
    return finding.at("container_kind") == "init" || finding.at("container_kind") == "ephemeral";
  }

  const SimulatedFleet fleet_;
  Workbench workbench_;
};

TEST_P(QuickScan, FindsTheSameButForInitAndEphemeralContainers) {
  const Json full = report({});
  const Json quick = report({"--quick"});
  Json::array_t missing;
  for (const Json& finding : full.at("findings")) missing.push_back(comparable(finding));
  for (const Json& finding : quick.at("findings")) {
    const auto found = std::find(missing.begin(), missing.end(), comparable(finding));
    EXPECT_NE(found, missing.end()) << "only quick: " << finding.dump(1);
    if (found != missing.end()) missing.erase(found);
  }
  for (const Json& finding : missing) EXPECT_TRUE(is_of_what_no_table_shows(finding)) << finding.dump(1);

  ASSERT_EQ(quick.at("coverage").size(), full.at("coverage").size());
  for (std::size_t i = 0; i < full.at("coverage").size(); ++i) {
    const Json& was = full.at("coverage").at(i);
    const Json& is = quick.at("coverage").at(i);
    for (const char* key : {"pods", "events", "namespaces_scanned", "history"})
      EXPECT_EQ(is.at(key), was.at(key)) << key;
    Json::array_t added;
    for (const Json& gap : is.at("gaps")) {
      if (gap.at("why") == "quick") added.push_back(gap);
    }
    EXPECT_EQ(is.at("gaps").size(), was.at("gaps").size() + added.size());
    const bool by_table = GetParam().by_table && is.at("status") != "skipped";
    ASSERT_EQ(added.size(), by_table ? 1U : 0U) << is.dump(1);
    if (!by_table) continue;
    EXPECT_EQ(added.front().at("what"), "init and ephemeral containers");
    EXPECT_EQ(is.at("status"), "partial");
  }
  if (!GetParam().by_table) {
    EXPECT_THAT(missing, IsEmpty());
  }
}

INSTANTIATE_TEST_SUITE_P(Fleets, QuickScan,
                         testing::Values(Case{{"--preset", "scenarios"}, "cluster", false},
                                         Case{{"--preset", "scenarios", "--pods", "25"}, "cluster", true},
                                         Case{{"--preset", "scenarios"}, "namespace", true},
                                         Case{{"--preset", "large", "--namespaces", "60"}, "cluster", true},
                                         Case{{"--preset", "large", "--namespaces", "60"}, "namespace", true},
                                         Case{{"--preset", "demo"}, "auto", true},
                                         Case{{"--preset", "fleet", "--clusters", "4"}, "auto", true},
                                         Case{{"--preset", "projects"}, "auto", true}),
                         [](const auto& each) {
                           std::string name;
                           for (const std::string& word : each.param.fleet) name += word.starts_with("--") ? "" : word;
                           name += "By" + each.param.strategy;
                           std::erase(name, '-');
                           return name;
                         });

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
