#include "record/results_reader.hpp"

#include <sstream>

#include <gmock/gmock.h>

#include "fakes/sample_reports.hpp"
#include "oomscan/model/analysis.hpp"
#include "oomscan/model/identity.hpp"
#include "record/baseline.hpp"
#include "record/run_record_of.hpp"

namespace oomscan::record {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr const char* kScriptsJson = R"([
  {"cluster": "es01", "namespace": "shop", "pod": "web-7f9dd8b6c4-x7gr9", "type": "OOMKilled",
   "timestamps": ["2025-12-12T05:25:40Z", "2025-12-12T04:00:00Z"], "sources": ["events"],
   "artifacts": {"description_file": "/tmp/a", "pod_log_file": "/tmp/b"}},
  {"cluster": "es01", "namespace": "shop", "pod": "db-0", "type": "CrashLoopBackOff", "timestamps": ["unknown"],
   "sources": ["oc_get_pods"]}])";
constexpr const char* kScriptsCsv =
    "cluster,namespace,pod,type,timestamps,sources,description_file,pod_log_file\r\n"
    "es01,shop,web-7f9dd8b6c4-x7gr9,OOMKilled,2025-12-12T04:00:00Z;2025-12-12T05:25:40Z,events,/tmp/a,/tmp/b\r\n"
    "es01,shop,db-0,CrashLoopBackOff,,oc_get_pods,\"a \"\"quoted\"\", path\",\r\n";

TEST(ResultsReader, ReadsTheScriptsListAndItsTableAlike) {
  for (const char* text : {kScriptsJson, kScriptsCsv}) {
    const Result<RunRecord> run = read_results(text);
    ASSERT_TRUE(run) << run.error().message;
    EXPECT_EQ(run->origin, "import");
    EXPECT_EQ(format_rfc3339(run->finished_at), "2025-12-12T05:25:40Z");
    ASSERT_THAT(run->clusters, SizeIs(1));
    EXPECT_EQ(run->clusters[0].id, "es01");
    ASSERT_THAT(run->clusters[0].findings, SizeIs(2));
    EXPECT_EQ(run->clusters[0].findings[0].subject.workload.name, "web");
    EXPECT_THAT(run->clusters[0].findings[0].moments, SizeIs(2));
    EXPECT_EQ(run->clusters[0].findings[0].state, State::unknown);
  }
}

TEST(ResultsReader, ClaimsNothingSeenForAListThatDoesNotSay) {
  const Result<RunRecord> run = read_results(kScriptsJson);
  ASSERT_TRUE(run);
  EXPECT_THAT(run->clusters[0].seen, IsEmpty());
  EXPECT_THAT(run->clusters[0].complete_namespaces, IsEmpty());
  EXPECT_THAT(run->clusters[0].gaps, SizeIs(1));
}

TEST(ResultsReader, NamesTheSameFileAlikeAndAnotherOneOtherwise) {
  EXPECT_EQ(read_results(kScriptsJson)->id, read_results(kScriptsJson)->id);
  EXPECT_NE(read_results(kScriptsJson)->id, read_results(kScriptsCsv)->id);
  EXPECT_TRUE(is_run_id(read_results(kScriptsJson)->id));
}

TEST(ResultsReader, ReadsAnOlderFileOfThisProgramWithoutWhatItDidNotWrite) {
  const Result<RunRecord> run = read_results(R"({"schema_version": 1, "tool": {"name": "oom-scan", "version": "0.0.1"},
    "generated_at": "2025-12-12T05:25:40Z", "interrupted": false,
    "findings": [{"cluster": "es01", "namespace": "shop", "pod": "web-7f9dd8b6c4-x7gr9", "type": "OOMKilled",
      "timestamps": ["2025-12-12T05:25:40Z"], "state": "active", "confidence": "confirmed"}],
    "coverage": [{"cluster": "es01", "server": "https://api.es01:6443", "status": "scanned", "gaps": [],
      "verdicts": [{"namespace": "shop", "verdict": "oom", "now": true},
                   {"namespace": "idle", "verdict": "healthy", "now": false}]}]})");
  ASSERT_TRUE(run) << run.error().message;
  EXPECT_EQ(run->clusters[0].id, "https://api.es01:6443");
  EXPECT_THAT(run->clusters[0].complete_namespaces, ElementsAre("idle"));
  EXPECT_EQ(run->clusters[0].findings[0].state, State::active);
  EXPECT_EQ(run->clusters[0].findings[0].subject.cluster_id, "https://api.es01:6443");
  EXPECT_THAT(run->types, ElementsAre("OOMKilled", "CrashLoopBackOff"));
}

TEST(ResultsReader, RefusesWhatIsNone) {
  for (const char* text : {"", "hello", "{}", "[1]", "[{}]", "[]", "{\"schema_version\": 1", "a,b\n1,2\n",
                           R"([{"cluster": "a", "pod": "p", "type": "T", "timestamps": []}])"}) {
    const Result<RunRecord> run = read_results(text);
    ASSERT_FALSE(run) << text;
    EXPECT_EQ(run.error().kind, ErrorKind::bad_answer) << text;
  }
  const Result<RunRecord> newer = read_results(R"({"schema_version": 2})");
  ASSERT_FALSE(newer);
  EXPECT_THAT(newer.error().message, HasSubstr("version 2, and this program reads up to 1"));
}

TEST(Baseline, KnowsItsOwnFindingsByUidOrByAddress) {
  ScanReport report = fakes::realistic_report();
  RunRecord earlier = run_record_of(report, {{}, report.time_range.to});
  for (const std::optional<Novelty>& novelty : novelty_against(earlier, report)) EXPECT_EQ(novelty, Novelty::known);
  // Before its uid could be read, the cluster was known by its address.
  for (ClusterCoverage& coverage : report.coverage) coverage.server = "https://" + coverage.cluster;
  earlier = run_record_of(report, {{}, report.time_range.to});
  for (ClusterCoverage& coverage : report.coverage) coverage.cluster_id = "uid of " + coverage.cluster;
  for (Finding& finding : report.findings) finding.cluster_id = "uid of " + finding.cluster;
  for (const std::optional<Novelty>& novelty : novelty_against(earlier, report)) EXPECT_EQ(novelty, Novelty::known);
}

TEST(Baseline, CallsNewOnlyWhatItWouldHaveSeen) {
  ScanReport report = fakes::empty_report();
  ClusterCoverage coverage = fakes::sample_coverage("prd", CoverageStatus::scanned, 2, 7);
  coverage.cluster_id = "uid-1";
  coverage.verdicts = {{"read", NamespaceHealth::healthy, false, true, 5}, {"unread", NamespaceHealth::unknown}};
  report.coverage = {coverage};
  const RunRecord earlier = run_record_of(report, {{}, report.time_range.to});
  for (const char* name : {"read", "unread"}) {
    Finding finding = fakes::sample_finding("prd", name, "web-0", "app", "OOMKilled", State::active, {});
    finding.cluster_id = "uid-1";
    report.findings.push_back(finding);
  }
  EXPECT_THAT(novelty_against(earlier, report), ElementsAre(Novelty::fresh, std::nullopt));
}

}  // namespace
}  // namespace oomscan::record
