#include "export/junit_exporter.hpp"

#include <algorithm>
#include <sstream>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakes/sample_reports.hpp"
#include "fakes/strict_xml.hpp"
#include "golden/golden.hpp"

namespace oomscan::exports {
namespace {

using fakes::StrictXml;
using fakes::XmlElement;
using ::testing::HasSubstr;

std::string written(const ScanReport& report) {
  std::ostringstream out;
  JunitExporter{}.write(report, out);
  return out.str();
}

TEST(JunitExporter, CountsOfASuiteAreThoseOfItsCases) {
  for (const ScanReport& report : {fakes::realistic_report(), fakes::hostile_report(), fakes::empty_report()}) {
    const XmlElement root = StrictXml::read(written(report));
    for (const XmlElement* suite : root.all("testsuite")) {
      EXPECT_EQ(suite->attributes.at("tests"), std::to_string(suite->all("testcase").size()));
      EXPECT_EQ(suite->attributes.at("failures"), std::to_string(suite->all("failure").size()));
      EXPECT_EQ(suite->attributes.at("skipped"), std::to_string(suite->all("skipped").size()));
    }
  }
}

TEST(JunitExporter, AnEmptyFleetAndAnInterruptedRunAreSkippedAndNeverPassed) {
  const XmlElement empty = StrictXml::read(written(fakes::empty_report()));
  ASSERT_EQ(empty.all("skipped").size(), 1U);
  EXPECT_EQ(empty.all("skipped")[0]->attributes.at("message"), "no cluster was scanned");
  EXPECT_EQ(empty.all("testcase").size(), 1U);

  ScanReport report = fakes::realistic_report();
  report.interrupted = true;
  const XmlElement root = StrictXml::read(written(report));
  EXPECT_EQ(root.children.front().attributes.at("name"), "the run");
  EXPECT_THAT(root.all("skipped")[0]->attributes.at("message"), HasSubstr("interrupted"));
}

TEST(JunitExporter, NamesSoManyFindingsOfACaseAndCountsTheRest) {
  ScanReport report = fakes::empty_report();
  ClusterCoverage coverage = fakes::sample_coverage("prd", CoverageStatus::scanned, 1, 60);
  coverage.verdicts = {{"shop", NamespaceHealth::oom, true}};
  report.coverage = {coverage};
  for (std::size_t i = 0; i < kFindingsPerTestCaseMax + 7; ++i) {
    report.findings.push_back(fakes::sample_finding("prd", "shop", "web-" + std::to_string(i), "app", "OOMKilled",
                                                    i == 0 ? State::active : State::gone, {}));
  }
  const XmlElement root = StrictXml::read(written(report));
  ASSERT_EQ(root.all("failure").size(), 1U);
  const XmlElement& failure = *root.all("failure")[0];
  EXPECT_EQ(failure.attributes.at("message"), "57 findings, 1 active");
  EXPECT_TRUE(failure.text.ends_with("and 7 more\n"));
  EXPECT_EQ(std::count(failure.text.begin(), failure.text.end(), '\n'), 51);
}

TEST(JunitExporter, MarkupInANameStaysAName) {
  ScanReport report = fakes::empty_report();
  const std::string name = "]]></failure><testcase name=\"x\"/>&lol;\x01";
  report.findings = {fakes::sample_finding("prd", name, name, name, "OOMKilled", State::active, {})};
  report.coverage = {fakes::sample_coverage("prd", CoverageStatus::scanned, 1, 1)};
  report.coverage[0].verdicts = {{name, NamespaceHealth::oom, true}};
  const XmlElement root = StrictXml::read(written(report));
  EXPECT_EQ(root.all("testcase").size(), 3U);
  EXPECT_THAT(root.all("failure")[0]->text, HasSubstr("]]></failure><testcase name=\"x\"/>&lol;\\x01 / "));
}

TEST(JunitExporter, MatchesItsGoldenFiles) {
  golden::expect_golden("realistic.junit.xml", written(fakes::realistic_report()));
  golden::expect_golden("hostile.junit.xml", written(fakes::hostile_report()));
}

}  // namespace
}  // namespace oomscan::exports
