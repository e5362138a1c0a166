#include "export/sarif_exporter.hpp"

#include <sstream>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "fakes/sample_reports.hpp"
#include "golden/golden.hpp"

namespace oomscan::exports {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using Json = nlohmann::json;

std::string written(const ScanReport& report) {
  std::ostringstream out;
  SarifExporter{}.write(report, out);
  return out.str();
}

Json run_of(const ScanReport& report) { return Json::parse(written(report)).at("runs").at(0); }

TEST(SarifExporter, EachResultPointsToTheRuleOfItsType) {
  const ScanReport report = fakes::realistic_report();
  const Json run = run_of(report);
  ASSERT_EQ(run["results"].size(), report.findings.size());
  const Json& rules = run["tool"]["driver"]["rules"];
  EXPECT_EQ(rules.size(), 3U);
  for (std::size_t i = 0; i < report.findings.size(); ++i) {
    const Json& result = run["results"][i];
    EXPECT_EQ(result["ruleId"], report.findings[i].type);
    EXPECT_EQ(rules[result["ruleIndex"].get<std::size_t>()]["id"], report.findings[i].type);
    EXPECT_EQ(result["partialFingerprints"]["oomScan/v1"], report.findings[i].fingerprint);
  }
}

TEST(SarifExporter, TypesThatWereLookedForAreRulesEvenWithoutAResult) {
  const Json run = run_of(fakes::empty_report());
  EXPECT_EQ(run["tool"]["driver"]["rules"][0]["id"], "OOMKilled");
  EXPECT_EQ(run["tool"]["driver"]["rules"][0]["shortDescription"]["text"],
            "containers that ran out of their memory limit");
  EXPECT_TRUE(run["results"].empty());
}

TEST(SarifExporter, ARunThatDidNotSeeAllIsNotSuccessfulAndSaysWhy) {
  const Json partial = run_of(fakes::realistic_report())["invocations"][0];
  EXPECT_EQ(partial["executionSuccessful"], false);
  EXPECT_EQ(partial["toolExecutionNotifications"].size(), 4U);
  EXPECT_EQ(partial["toolExecutionNotifications"][0]["properties"]["why"], "forbidden");

  const Json empty = run_of(fakes::empty_report())["invocations"][0];
  EXPECT_EQ(empty["executionSuccessful"], false);
  EXPECT_EQ(empty["toolExecutionNotifications"][0]["message"]["text"], "no cluster was scanned");

  ScanReport whole = fakes::empty_report();
  whole.coverage = {fakes::sample_coverage("prd", CoverageStatus::scanned, 1, 1)};
  EXPECT_EQ(run_of(whole)["invocations"][0]["executionSuccessful"], true);
  whole.interrupted = true;
  const Json interrupted = run_of(whole)["invocations"][0];
  EXPECT_EQ(interrupted["executionSuccessful"], false);
  EXPECT_EQ(interrupted["toolExecutionNotifications"][0]["properties"]["why"], "interrupted");
}

TEST(SarifExporter, ANameCanMakeNeitherALinkNorAPlaceholderOfAMessage) {
  ScanReport report = fakes::empty_report();
  report.findings = {
      fakes::sample_finding("prd", "[log in](http://evil.example)", "{0}", "a\\", "OOMKilled", State::active, {})};
  const std::string text = run_of(report)["results"][0]["message"]["text"];
  EXPECT_THAT(text, HasSubstr(R"(\[log in\](http://evil.example)/{{0}} / a\\ on prd)"));
}

TEST(SarifExporter, APathOfNamesStaysBelowItsRoot) {
  ScanReport report = fakes::empty_report();
  report.findings = {fakes::sample_finding("..", "", "../../etc", "a b", "OOMKilled", State::active, {})};
  const Json location = run_of(report)["results"][0]["locations"][0];
  EXPECT_EQ(location["physicalLocation"]["artifactLocation"]["uri"], "%2E%2E/-/%2E%2E%2F%2E%2E%2Fetc/a%20b");
}

TEST(SarifExporter, NothingIsSaidOfABaselineWhereThePastIsNotKnown) {
  ScanReport report = fakes::empty_report();
  report.findings = {fakes::sample_finding("prd", "shop", "web-0", "app", "OOMKilled", State::active, {})};
  EXPECT_FALSE(run_of(report)["results"][0].contains("baselineState"));
  for (const auto& [novelty, state] :
       {std::pair(Novelty::known, "unchanged"), std::pair(Novelty::fresh, "new"), std::pair(Novelty::back, "new")}) {
    report.findings[0].novelty = novelty;
    EXPECT_EQ(run_of(report)["results"][0]["baselineState"], state);
    EXPECT_EQ(run_of(report)["results"][0]["properties"]["novelty"], to_id(novelty));
  }
}

TEST(SarifExporter, ANodeIsALocationOfItsOwn) {
  ScanReport report = fakes::empty_report();
  Finding finding = fakes::sample_finding("prd", "", "", "", "NodeOOM", State::active, {});
  finding.node = "node-1";
  report.findings = {finding};
  const Json logical = run_of(report)["results"][0]["locations"][0]["logicalLocations"][0];
  EXPECT_EQ(logical["fullyQualifiedName"], "prd/node-1");
  EXPECT_EQ(logical["kind"], "node");
}

TEST(SarifExporter, MatchesItsGoldenFiles) {
  golden::expect_golden("realistic.sarif", written(fakes::realistic_report()));
  golden::expect_golden("hostile.sarif", written(fakes::hostile_report()));
}

}  // namespace
}  // namespace oomscan::exports
