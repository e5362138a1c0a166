#include "export/json_exporter.hpp"

#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "fakes/sample_reports.hpp"
#include "golden/golden.hpp"
#include "paths/paths.hpp"

namespace oomscan::exports {
namespace {

using ::testing::ElementsAre;
using Json = nlohmann::ordered_json;

std::string written(const ScanReport& report) {
  std::ostringstream out;
  JsonExporter{}.write(report, out);
  return out.str();
}

std::vector<std::string> keys(const Json& json) {
  std::vector<std::string> names;
  for (const auto& [key, value] : json.items()) names.push_back(key);
  return names;
}

TEST(JsonExporter, WritesItsFieldsInAFixedOrder) {
  const Json json = Json::parse(written(fakes::realistic_report()));
  EXPECT_THAT(keys(json), ElementsAre("schema_version", "tool", "generated_at", "time_range", "complete", "interrupted",
                                      "findings", "coverage", "types", "run_id"));
  EXPECT_THAT(keys(json["findings"][0]),
              ElementsAre("cluster", "namespace", "pod", "type", "timestamps", "sources", "artifacts", "context",
                          "pod_uid", "container", "container_kind", "workload", "application", "component", "node",
                          "state", "confidence", "cause", "exit_code", "restart_count", "memory_limit_bytes",
                          "memory_request_bytes", "windows", "evidence", "memory_limit_scope", "cluster_id", "image",
                          "fingerprint", "moments", "new", "novelty", "why"));
  EXPECT_THAT(keys(json["findings"][0]["windows"]), ElementsAre("1h", "3h", "6h", "24h", "48h", "3d", "5d", "7d"));
  EXPECT_THAT(keys(json["coverage"][0]),
              ElementsAre("cluster", "context", "folded_contexts", "server", "status", "namespaces_total",
                          "namespaces_selected", "namespaces_scanned", "pods", "events", "history", "verdicts",
                          "secrets_redacted", "notes", "gaps", "cluster_id", "seen", "clock_ahead_seconds"));
  EXPECT_THAT(keys(json["coverage"][0]["gaps"][0]), ElementsAre("namespace", "what", "why", "detail", "hint"));
}

TEST(JsonExporter, WritesAbsentNumbersAndTimesAsNull) {
  ScanReport report = fakes::empty_report();
  report.findings = {Finding{}};
  report.findings[0].evidence = {{Source::events, std::nullopt, "seen"}};
  report.coverage = {ClusterCoverage{}};
  const Json json = Json::parse(written(report));
  for (const std::string key : {"exit_code", "restart_count", "memory_limit_bytes", "memory_request_bytes"}) {
    EXPECT_TRUE(json["findings"][0][key].is_null()) << key;
  }
  EXPECT_TRUE(json["findings"][0]["evidence"][0]["timestamp"].is_null());
  EXPECT_TRUE(json["coverage"][0]["namespaces_total"].is_null());
  EXPECT_TRUE(json["coverage"][0]["history"]["events"].is_null());
  EXPECT_TRUE(json["coverage"][0]["history"]["prometheus"].is_null());
  EXPECT_EQ(json["findings"][0]["artifacts"]["description_file"], "");
}

TEST(JsonExporter, SaysWhetherAFindingIsNewAndNothingWhereThePastIsNotKnown) {
  ScanReport report = fakes::empty_report();
  report.findings.resize(4);
  report.findings[1].novelty = Novelty::fresh;
  report.findings[2].novelty = Novelty::known;
  report.findings[3].novelty = Novelty::back;
  const Json findings = Json::parse(written(report))["findings"];
  EXPECT_TRUE(findings[0]["new"].is_null());
  EXPECT_TRUE(findings[0]["novelty"].is_null());
  EXPECT_EQ(findings[1]["new"], true);
  EXPECT_EQ(findings[2]["new"], false);
  EXPECT_EQ(findings[1]["novelty"], "new");
  EXPECT_EQ(findings[2]["novelty"], "known");
  EXPECT_EQ(findings[3]["novelty"], "back");
}

TEST(JsonSchema, ListsEverySubjectAndReasonOfAGap) {
  std::ifstream file(source_dir() + "/docs/oom_results.schema.json");
  const Json schema = Json::parse(file);
  const Json& gap = schema["$defs"]["coverage"]["properties"]["gaps"]["items"]["properties"];
  std::vector<std::string> subjects;
  for (const GapSubject subject : kGapSubjects) subjects.emplace_back(to_id(subject));
  std::vector<std::string> reasons;
  for (const GapReason reason : kGapReasons) reasons.emplace_back(to_id(reason));
  EXPECT_EQ(gap["what"]["anyOf"][0]["enum"].get<std::vector<std::string>>(), subjects);
  EXPECT_EQ(gap["why"]["anyOf"][0]["enum"].get<std::vector<std::string>>(), reasons);
}

TEST(JsonExporter, WritesGapsByTheirIds) {
  ScanReport report = fakes::empty_report();
  report.coverage = {ClusterCoverage{}};
  for (const GapSubject subject : kGapSubjects) {
    for (const GapReason reason : kGapReasons) report.coverage[0].gaps = {{"a", subject, reason, "", ""}};
    const Json gap = Json::parse(written(report))["coverage"][0]["gaps"][0];
    EXPECT_EQ(gap["what"], to_id(subject));
    EXPECT_EQ(gap["why"], to_id(kGapReasons.back()));
  }
}

TEST(JsonExporter, WritesEmptyListsAsLists) {
  const Json json = Json::parse(written(fakes::empty_report()));
  EXPECT_TRUE(json["findings"].is_array());
  EXPECT_TRUE(json["coverage"].is_array());
}

TEST(JsonExporter, IsCompleteOnlyWithoutGapsAndInterruption) {
  ScanReport report = fakes::empty_report();
  report.coverage = {fakes::sample_coverage("prd", CoverageStatus::scanned, 1, 1)};
  EXPECT_EQ(Json::parse(written(report))["complete"], true);
  report.interrupted = true;
  EXPECT_EQ(Json::parse(written(report))["complete"], false);
  EXPECT_EQ(Json::parse(written(report))["interrupted"], true);
  report.interrupted = false;
  report.coverage[0].gaps = {{"a", GapSubject::pods, GapReason::forbidden, "", ""}};
  EXPECT_EQ(Json::parse(written(report))["complete"], false);
}

TEST(JsonExporter, CarriesHostileTextUnchangedWhereItIsValidUtf8) {
  const ScanReport report = fakes::hostile_report();
  const Json json = Json::parse(written(report));
  ASSERT_EQ(json["findings"].size(), report.findings.size());
  for (std::size_t i = 0; i < report.findings.size(); ++i) {
    const std::string& raw = report.findings[i].pod;
    if (raw.find('\xff') == std::string::npos && raw.find("\x07\x9b") == std::string::npos) {
      EXPECT_EQ(json["findings"][i]["pod"], raw);
    }
  }
}

TEST(JsonExporter, ReplacesInvalidUtf8) {
  ScanReport report = fakes::empty_report();
  report.findings = {Finding{}};
  report.findings[0].pod =
      "a\xff"
      "b";
  EXPECT_EQ(Json::parse(written(report))["findings"][0]["pod"],
            "a\xef\xbf\xbd"
            "b");
}

TEST(JsonExporter, MatchesItsGoldenFiles) {
  golden::expect_golden("realistic.json", written(fakes::realistic_report()));
  golden::expect_golden("hostile.json", written(fakes::hostile_report()));
}

}  // namespace
}  // namespace oomscan::exports
