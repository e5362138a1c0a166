#include "export/csv_exporter.hpp"

#include <algorithm>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakes/sample_reports.hpp"
#include "golden/golden.hpp"

namespace oomscan::exports {
namespace {

using ::testing::ElementsAre;

using Rows = std::vector<std::vector<std::string>>;

// RFC 4180 to the letter; anything else in the text fails the test.
Rows read_csv(const std::string& text) {
  Rows rows;
  std::vector<std::string> row;
  std::size_t pos = 0;
  while (pos < text.size()) {
    std::string cell;
    if (text[pos] == '"') {
      for (++pos; pos < text.size(); ++pos) {
        if (text[pos] != '"') {
          cell += text[pos];
        } else if (text.compare(pos, 2, "\"\"") == 0) {
          cell += '"';
          ++pos;
        } else {
          break;
        }
      }
      ++pos;
    } else {
      while (pos < text.size() && text[pos] != ',' && text[pos] != '\r') {
        EXPECT_TRUE(text[pos] != '"' && text[pos] != '\n') << "needs quotes at " << pos;
        cell += text[pos++];
      }
    }
    row.push_back(cell);
    if (text.compare(pos, 2, "\r\n") == 0) {
      rows.push_back(std::move(row));
      row.clear();
      pos += 2;
    } else {
      EXPECT_EQ(text.substr(pos, 1), ",") << "at " << pos;
      ++pos;
    }
  }
  EXPECT_TRUE(row.empty()) << "the last line does not end";
  return rows;
}

std::string written(const ScanReport& report) {
  std::ostringstream out;
  CsvExporter{}.write(report, out);
  return out.str();
}

// All of one cluster was seen.
ScanReport seen_report() {
  ScanReport report = fakes::empty_report();
  report.coverage = {fakes::sample_coverage("prd", CoverageStatus::scanned, 3, 30)};
  return report;
}

TEST(CsvExporter, WritesTheHeaderAloneIfAllWasSeenAndNothingFound) {
  EXPECT_EQ(written(seen_report()),
            "cluster,namespace,pod,type,timestamps,sources,description_file,pod_log_file,container,state,confidence,"
            "cause,exit_code,restart_count,workload,node,time_range,generated_at,memory_limit_bytes,image,fingerprint,"
            "cluster_id,cluster_status,seen_since,run_status,gap_what,gap_why,hint,novelty\r\n");
}

TEST(CsvExporter, WritesOneRowForEachFinding) {
  ScanReport report = seen_report();
  Finding finding = fakes::sample_finding("prd", "team", "api-1", "app", "OOMKilled", State::active,
                                          {fakes::minutes_ago(20), fakes::minutes_ago(10)});
  finding.sources = {Source::events, Source::oc_get_pods};
  finding.cause = "OOMKilled";
  finding.exit_code = 137;
  finding.restart_count = 8;
  finding.workload = {"Deployment", "api"};
  finding.node = "node-1";
  finding.memory_limit_bytes = 134217728;
  finding.image = "registry.example/api:1";
  finding.fingerprint = "f00";
  finding.cluster_id = "uid-of-prd";
  finding.novelty = Novelty::back;
  report.findings = {finding};
  const Rows rows = read_csv(written(report));
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_THAT(rows[1], ElementsAre("prd", "team", "api-1", "OOMKilled", "2025-12-12T05:06:00Z;2025-12-12T05:16:00Z",
                                   "events;oc_get_pods", "/tmp/prd/team__api-1__2025-12-12T05-26-00Z__desc.txt",
                                   "/tmp/prd/team__api-1__2025-12-12T05-26-00Z__log.txt", "app", "active", "confirmed",
                                   "OOMKilled", "137", "8", "Deployment/api", "node-1", "7d", "2025-12-12T05:26:00Z",
                                   "134217728", "registry.example/api:1", "f00", "uid-of-prd", "scanned",
                                   "2025-12-05T05:26:00Z", "complete", "", "", "", "back"));
}

TEST(CsvExporter, LeavesTheCellsOfAbsentValuesEmpty) {
  ScanReport report = seen_report();
  report.findings = {Finding{}};
  report.findings[0].cluster = "prd";
  report.findings[0].type = "NodeOOM";
  const Rows rows = read_csv(written(report));
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_THAT(rows[1], ElementsAre("prd", "", "", "NodeOOM", "", "", "", "", "", "unknown", "suspect", "", "", "", "",
                                   "", "7d", "2025-12-12T05:26:00Z", "", "", "", "", "scanned", "2025-12-05T05:26:00Z",
                                   "complete", "", "", "", ""));
}

// The rows of what was not seen, by header.
std::vector<std::map<std::string, std::string>> rows_of(const ScanReport& report) {
  const Rows rows = read_csv(written(report));
  std::vector<std::map<std::string, std::string>> named;
  for (std::size_t i = 1; i < rows.size(); ++i) {
    auto& row = named.emplace_back();
    for (std::size_t column = 0; column < rows[i].size(); ++column) row[rows[0].at(column)] = rows[i][column];
  }
  return named;
}

TEST(CsvExporter, TellsGapsFromHealth) {
  ScanReport report = seen_report();
  for (const GapSubject subject : kGapSubjects) {
    for (const GapReason reason : kGapReasons) {
      report.coverage[0].status = CoverageStatus::partial;
      report.coverage[0].gaps = {{"a", subject, reason, "it said so", "do this"}};
      const auto rows = rows_of(report);
      ASSERT_EQ(rows.size(), 1U);
      EXPECT_EQ(rows[0].at("type"), "GAP");
      EXPECT_EQ(rows[0].at("cluster"), "prd");
      EXPECT_EQ(rows[0].at("namespace"), "a");
      EXPECT_EQ(rows[0].at("gap_what"), to_id(subject));
      EXPECT_EQ(rows[0].at("gap_why"), to_id(reason));
      EXPECT_EQ(rows[0].at("hint"), "do this");
      EXPECT_EQ(rows[0].at("cluster_status"), "partial");
      EXPECT_EQ(rows[0].at("run_status"), "partial");
      EXPECT_THAT(rows[0].at("cause"), ::testing::EndsWith(" (it said so)"));
    }
  }
}

TEST(CsvExporter, TellsASkippedClusterAndAnInterruptedRunFromHealth) {
  ScanReport report = fakes::empty_report();
  EXPECT_EQ(rows_of(report).at(0).at("cause"), "no cluster was scanned");
  report = seen_report();
  report.interrupted = true;
  auto rows = rows_of(report);
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].at("type"), "GAP");
  EXPECT_EQ(rows[0].at("gap_why"), "interrupted");
  EXPECT_EQ(rows[0].at("run_status"), "interrupted");
  report = fakes::empty_report();
  report.coverage = {fakes::sample_coverage("down", CoverageStatus::skipped, 0, 0)};
  rows = rows_of(report);
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].at("cluster_status"), "skipped");
  report = seen_report();
  report.coverage[0].namespaces_selected = 0;
  EXPECT_EQ(rows_of(report).at(0).at("cause"), "no namespace is selected");
}

TEST(CsvExporter, SaysHowFarBackAClusterWasSeen) {
  ScanReport report = seen_report();
  report.time_range_promised = false;
  report.coverage[0].seen = {{"", Source::events, fakes::minutes_ago(166), fakes::kSampleNow}};
  const auto rows = rows_of(report);
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].at("type"), "SEEN");
  EXPECT_EQ(rows[0].at("seen_since"), "2025-12-12T02:40:00Z");
  EXPECT_EQ(rows[0].at("run_status"), "complete");
  EXPECT_EQ(rows[0].at("gap_why"), "");
  EXPECT_EQ(rows[0].at("cause"), "the last 2 h 46 min of 7d, older failures are not kept");
}

TEST(CsvExporter, NamesEveryNamespaceOfAGap) {
  ScanReport report = seen_report();
  report.coverage[0].status = CoverageStatus::partial;
  for (std::size_t i = 0; i < 2 * kNamespacesPerRowMax + 1; ++i) {
    report.coverage[0].gaps.push_back({"n" + std::to_string(i), GapSubject::pods, GapReason::forbidden, "", ""});
  }
  const auto rows = rows_of(report);
  ASSERT_EQ(rows.size(), 3U);
  std::size_t names = 0;
  for (const auto& row : rows)
    names += 1 + static_cast<std::size_t>(std::count(row.at("namespace").begin(), row.at("namespace").end(), ';'));
  EXPECT_EQ(names, 2 * kNamespacesPerRowMax + 1);
}

TEST(SemicolonCsvExporter, KeepsListsInOneCellWhereSemicolonsSeparate) {
  ScanReport report = seen_report();
  Finding finding = fakes::sample_finding("prd", "team", "api-1", "app", "OOMKilled", State::active, {});
  finding.sources = {Source::events, Source::oc_get_pods};
  report.findings = {finding};
  std::ostringstream out;
  SemicolonCsvExporter{}.write(report, out);
  EXPECT_THAT(out.str(), ::testing::StartsWith("\xef\xbb\xbf"
                                               "cluster;namespace;pod;type;"));
  EXPECT_THAT(out.str(), ::testing::HasSubstr(";\"events;oc_get_pods\";"));
}

TEST(CsvExporter, WritesNumbersAsNumbersEvenIfNegative) {
  ScanReport report = fakes::empty_report();
  report.findings = {Finding{}};
  report.findings[0].exit_code = -1;
  EXPECT_EQ(read_csv(written(report))[1][12], "-1");
}

TEST(CsvExporter, ReadsBackCellByCellWhateverTheClusterPutsIn) {
  const std::vector<std::string> expected = {
      "'=cmd|'/c calc'!A1",
      "'  \"=HYPERLINK(\"\"http://evil.example\"\")",
      "'+1+1",
      "'-1+1",
      "'@SUM(1)",
      "'\t'=1",
      "\\r=1",
      "harmless;'=1+1,'=2+2\n'=3+3",
      "'\xef\xbc\x9d"
      "1+1",
      "a,b\"c\\r\nd",
      "<script>alert('x')</script>&amp;",
      "\\x1b[2J\\x1b]0;title\\x07\\x9b31m\\x7f\\x00nul",
      "abc\\u202edcba\\u2066",
      "\\xff\\xfe\\xc0\\xaf\\xed\\xa0\\x80 end",
      "Grüße, 世界 😀",
      "\\u009b31m\\u2028line",
      "../../etc/passwd",
      std::string(3000, 'x'),
  };
  const Rows rows = read_csv(written(fakes::hostile_report()));
  // A row for each finding; the one that it was interrupted; and one for each gap, as all are of one kind a single one.
  ASSERT_EQ(rows.size(), expected.size() + 3);
  for (std::size_t i = 0; i < expected.size(); ++i) {
    const auto& row = rows[i + 1];
    ASSERT_EQ(row.size(), 29U);
    for (const std::size_t column : {1U, 2U, 3U, 8U, 11U, 15U}) EXPECT_EQ(row[column], expected[i]);
    EXPECT_EQ(row[0], "evil");
    EXPECT_EQ(row[12], "-1");
    EXPECT_EQ(row[13], "3");
  }
}

TEST(CsvExporter, MatchesItsGoldenFiles) {
  golden::expect_golden("realistic.csv", written(fakes::realistic_report()));
  golden::expect_golden("hostile.csv", written(fakes::hostile_report()));
}

}  // namespace
}  // namespace oomscan::exports
