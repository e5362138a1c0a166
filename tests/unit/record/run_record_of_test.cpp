#include "record/run_record_of.hpp"

#include <gmock/gmock.h>

#include "fakes/sample_reports.hpp"
#include "oomscan/model/analysis.hpp"

namespace oomscan::record {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::IsEmpty;
using ::testing::SizeIs;

const std::vector<std::string> kCounted{kTypesCounted.begin(), kTypesCounted.end()};

std::vector<SoughtType> sought(const std::vector<std::string>& ids) {
  std::vector<SoughtType> types;
  for (const std::string& id : ids) types.push_back({id, "", false});
  return types;
}

ScanReport report_of(std::vector<ClusterCoverage> coverage) {
  ScanReport report = fakes::empty_report();
  report.coverage = std::move(coverage);
  report.types = sought(kCounted);
  report.run_id = "20251212T052540Z-0123456789abcdef";
  return report;
}

ClusterCoverage coverage_of(const std::string& name, const std::string& id) {
  ClusterCoverage coverage = fakes::sample_coverage(name, CoverageStatus::scanned, 2, 7);
  coverage.cluster_id = id;
  coverage.server = "https://api.example:6443";
  coverage.verdicts = {{"a", NamespaceHealth::healthy, false, true, 5}, {"b", NamespaceHealth::oom, true, false, 2}};
  coverage.seen = {{"", Source::events, fakes::minutes_ago(60), fakes::kSampleNow}};
  coverage.namespaces_scanned = 1;
  coverage.gaps.clear();
  return coverage;
}

RunRecord recorded(const ScanReport& report) { return run_record_of(report, {kCounted, fakes::kSampleNow}); }

TEST(RunRecordOf, TellsWhatWasSeenOfEachNamespace) {
  const RunRecord run = recorded(report_of({coverage_of("prd", "uid-1")}));
  ASSERT_THAT(run.clusters, SizeIs(1));
  EXPECT_EQ(run.clusters[0].id, "uid-1");
  EXPECT_THAT(run.clusters[0].seen,
              ElementsAre(Field(&RecordedSpan::namespace_name, "a"), Field(&RecordedSpan::namespace_name, "b")));
  EXPECT_THAT(run.clusters[0].complete_namespaces, ElementsAre("a"));
  ASSERT_THAT(run.clusters[0].sizes, SizeIs(1));
  EXPECT_EQ(run.clusters[0].sizes[0].pods, 5);
}

TEST(RunRecordOf, KnowsThatANamespaceIsGoneOnlyWhereAllWereRead) {
  ClusterCoverage coverage = coverage_of("prd", "uid-1");
  coverage.namespaces_scanned = 2;
  EXPECT_THAT(recorded(report_of({coverage})).clusters[0].complete_namespaces, Contains(std::string(kAllNamespaces)));
  coverage.namespaces_total = 3;  // one was not selected
  EXPECT_THAT(recorded(report_of({coverage})).clusters[0].complete_namespaces, ElementsAre("a"));
}

TEST(RunRecordOf, CallsNothingSeenIfTheScanLookedForSomethingElse) {
  ScanReport report = report_of({coverage_of("prd", "uid-1")});
  report.types = sought({"ImagePullBackOff"});
  const RunRecord run = recorded(report);
  EXPECT_THAT(run.clusters[0].seen, IsEmpty());
  EXPECT_THAT(run.clusters[0].complete_namespaces, IsEmpty());
  EXPECT_THAT(run.types, ElementsAre("ImagePullBackOff"));
}

TEST(RunRecordOf, CallsNoNamespaceCompleteOfWhichEvidenceWasLeftOut) {
  ClusterCoverage coverage = coverage_of("prd", "uid-1");
  coverage.gaps.push_back({"a", GapSubject::evidence, GapReason::too_many, "", ""});
  EXPECT_THAT(recorded(report_of({coverage})).clusters[0].complete_namespaces, IsEmpty());
}

TEST(RunRecordOf, NamesTheClustersThatWereNotSeen) {
  ClusterCoverage skipped = fakes::sample_coverage("down", CoverageStatus::skipped, 0, 0);
  skipped.cluster_id = skipped.server = "https://api.down.example:6443";
  skipped.verdicts.clear();
  skipped.seen.clear();
  skipped.gaps = {{"", GapSubject::cluster, GapReason::unreachable, "no route", "dial"}};
  const RunRecord run = recorded(report_of({skipped}));
  EXPECT_EQ(run.clusters[0].status, "skipped");
  EXPECT_THAT(run.clusters[0].gaps, ElementsAre(RecordedGap{"", "cluster", "unreachable", "no route"}));
  EXPECT_THAT(run.clusters[0].seen, IsEmpty());
}

TEST(RunRecordOf, MakesTwoContextsOfOneClusterOne) {
  ClusterCoverage other = coverage_of("prd-admin", "uid-1");
  other.verdicts = {{"c", NamespaceHealth::healthy, false, true, 1}};
  const RunRecord run = recorded(report_of({coverage_of("prd", "uid-1"), other}));
  ASSERT_THAT(run.clusters, SizeIs(1));
  EXPECT_THAT(run.clusters[0].complete_namespaces, ElementsAre("a", "c"));
}

TEST(RunRecordOf, KeepsFindingsUnderWhatLastsAndLosesNone) {
  ScanReport report = fakes::realistic_report();
  report.types = sought(kCounted);
  const RunRecord run = recorded(report);
  std::size_t findings = 0;
  for (const RecordedCluster& cluster : run.clusters) findings += cluster.findings.size();
  EXPECT_EQ(findings, report.findings.size());
}

TEST(RunRecordOf, SaysThatTheScanWasInterrupted) {
  ScanReport report = report_of({coverage_of("prd", "uid-1")});
  report.interrupted = true;
  EXPECT_TRUE(recorded(report).interrupted);
}

TEST(SubjectOfAFinding, IsTheCronJobOfAJob) {
  Finding finding;
  finding.workload = {"Job", "nightly-29312345", false};
  EXPECT_EQ(subject_of(finding).workload.kind, "CronJob");
  EXPECT_EQ(subject_of(finding).workload.name, "nightly");
  finding.workload = {"Deployment", "web", false};
  EXPECT_EQ(subject_of(finding).workload.kind, "Deployment");
}

}  // namespace
}  // namespace oomscan::record
