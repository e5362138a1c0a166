#include "oomscan/overview/outcomes.hpp"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakes/sample_reports.hpp"

namespace oomscan::overview {
namespace {

using ::testing::HasSubstr;

// A cluster of two namespaces that were read, and no finding.
ScanReport quiet_report() {
  ScanReport report = fakes::empty_report();
  ClusterCoverage coverage = fakes::sample_coverage("stage-1", CoverageStatus::scanned, 2, 12);
  coverage.verdicts = {{"shop", NamespaceHealth::healthy, false, true},
                       {"tools", NamespaceHealth::healthy, false, true}};
  report.coverage = {coverage};
  return report;
}

std::vector<Outcome> of(const ScanReport& report) { return outcomes(report.coverage.front(), report); }

const Outcome& the(const std::vector<Outcome>& all, std::string_view space, std::string_view type) {
  const auto found = std::find_if(all.begin(), all.end(), [&](const Outcome& outcome) {
    return outcome.namespace_name == space && outcome.type == type;
  });
  if (found == all.end()) throw std::runtime_error("no outcome of " + std::string(type) + " in " + std::string(space));
  return *found;
}

TEST(Outcomes, ThereIsOneForEachTypeInEachNamespaceAndOneForEachTypeOfNodes) {
  const ScanReport report = quiet_report();
  const auto all = of(report);
  ASSERT_EQ(all.size(), 5U);
  for (const Outcome& outcome : all) EXPECT_TRUE(outcome.passed()) << outcome.namespace_name << outcome.type;
  EXPECT_TRUE(the(all, "", "NodeOOM").passed());
  EXPECT_TRUE(the(all, "shop", "OOMKilled").passed());
  EXPECT_TRUE(the(all, "tools", "CrashLoopBackOff").passed());
}

TEST(Outcomes, AFindingFailsItsTypeInItsNamespaceAlone) {
  ScanReport report = quiet_report();
  report.findings = {fakes::sample_finding("stage-1", "shop", "web-0", "app", "OOMKilled", State::active, {}),
                     fakes::sample_finding("other", "tools", "web-0", "app", "OOMKilled", State::active, {})};
  const auto all = of(report);
  EXPECT_TRUE(the(all, "shop", "OOMKilled").failed());
  EXPECT_TRUE(the(all, "shop", "CrashLoopBackOff").passed());
  EXPECT_TRUE(the(all, "tools", "OOMKilled").passed());
}

TEST(Outcomes, NothingPassesInANamespaceOfWhichSomethingWasNotRead) {
  for (const GapSubject subject : kGapSubjects) {
    ScanReport report = quiet_report();
    report.coverage[0].gaps = {{"shop", subject, GapReason::forbidden, "the server says 403", ""}};
    const bool is_an_artifact =
        subject == GapSubject::logs || subject == GapSubject::descriptions || subject == GapSubject::artifacts;
    const auto all = of(report);
    EXPECT_EQ(the(all, "shop", "OOMKilled").passed(), is_an_artifact) << to_id(subject);
    if (is_an_artifact) continue;
    EXPECT_THAT(the(all, "shop", "OOMKilled").not_seen, HasSubstr("not allowed (403) (the server says 403)"));
    EXPECT_EQ(the(all, "tools", "OOMKilled").passed(), subject != GapSubject::node_events) << to_id(subject);
  }
}

TEST(Outcomes, NothingPassesWhereTheWholeClusterLacksSomething) {
  for (const GapSubject subject : {GapSubject::cluster, GapSubject::history, GapSubject::prometheus, GapSubject::events,
                                   GapSubject::ended_containers, GapSubject::node_events, GapSubject::evidence}) {
    ScanReport report = quiet_report();
    report.coverage[0].gaps = {{"", subject, GapReason::timed_out, "", ""}};
    for (const Outcome& outcome : of(report)) EXPECT_FALSE(outcome.passed()) << to_id(subject) << outcome.type;
  }
}

TEST(Outcomes, WhichNamespacesThereAreIsAnOutcomeOfItsOwn) {
  ScanReport report = quiet_report();
  report.coverage[0].gaps = {{"", GapSubject::namespaces, GapReason::forbidden, "", ""}};
  const auto all = of(report);
  EXPECT_THAT(the(all, "", "").not_seen, HasSubstr("not allowed"));
  EXPECT_TRUE(the(all, "shop", "OOMKilled").passed());
}

TEST(Outcomes, ANamespaceThatNobodyReadDoesNotPassEvenWithoutAGap) {
  ScanReport report = quiet_report();
  report.coverage[0].verdicts[0].read = false;
  EXPECT_EQ(the(of(report), "shop", "OOMKilled").not_seen, "not seen, reason not known");
}

TEST(Outcomes, AClusterThatWasSkippedIsOneOutcomeAtLeast) {
  ScanReport report = fakes::empty_report();
  report.coverage = {fakes::sample_coverage("prd", CoverageStatus::skipped, 0, 0)};
  for (const Outcome& outcome : of(report)) EXPECT_FALSE(outcome.passed());
  EXPECT_FALSE(of(report).empty());
  report.coverage[0].status = CoverageStatus::scanned;
  EXPECT_EQ(the(of(report), "", "").not_seen, "no namespace is selected");
}

TEST(Outcomes, AFailureSaysThatThereMayBeMore) {
  ScanReport report = quiet_report();
  report.findings = {fakes::sample_finding("stage-1", "shop", "web-0", "app", "OOMKilled", State::gone, {})};
  report.coverage[0].gaps = {{"shop", GapSubject::pods, GapReason::timed_out, "", ""}};
  const auto all = of(report);
  const Outcome& outcome = the(all, "shop", "OOMKilled");
  EXPECT_TRUE(outcome.failed());
  EXPECT_FALSE(outcome.not_seen.empty());
}

TEST(Outcomes, NoFindingIsLost) {
  for (const ScanReport& report : {fakes::realistic_report(), fakes::hostile_report()}) {
    std::size_t findings = 0;
    for (const ClusterCoverage& coverage : report.coverage) {
      for (const Outcome& outcome : outcomes(coverage, report)) findings += outcome.findings.size();
    }
    EXPECT_EQ(findings, report.findings.size());
  }
}

TEST(RunNotSeen, TellsOfInterruptionsAndOfEmptyFleets) {
  ScanReport report = quiet_report();
  EXPECT_EQ(run_not_seen(report), "");
  report.interrupted = true;
  EXPECT_THAT(run_not_seen(report), HasSubstr("interrupted"));
  EXPECT_EQ(run_not_seen(fakes::empty_report()), "no cluster was scanned");
}

}  // namespace
}  // namespace oomscan::overview
