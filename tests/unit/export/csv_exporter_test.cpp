#include "export/csv_exporter.hpp"

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

TEST(CsvExporter, WritesTheHeaderEvenWithoutFindings) {
  EXPECT_EQ(written(fakes::empty_report()),
            "cluster,namespace,pod,type,timestamps,sources,description_file,pod_log_file,container,state,confidence,"
            "cause,exit_code,restart_count,workload,node,time_range\r\n");
}

TEST(CsvExporter, WritesOneRowForEachFinding) {
  ScanReport report = fakes::empty_report();
  Finding finding = fakes::sample_finding("prd", "team", "api-1", "app", "OOMKilled", State::active,
                                          {fakes::minutes_ago(20), fakes::minutes_ago(10)});
  finding.sources = {Source::events, Source::oc_get_pods};
  finding.cause = "OOMKilled";
  finding.exit_code = 137;
  finding.restart_count = 8;
  finding.workload = {"Deployment", "api"};
  finding.node = "node-1";
  report.findings = {finding};
  const Rows rows = read_csv(written(report));
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_THAT(rows[1], ElementsAre("prd", "team", "api-1", "OOMKilled", "2025-12-12T05:06:00Z;2025-12-12T05:16:00Z",
                                   "events;oc_get_pods", "/tmp/prd/team__api-1__2025-12-12T05-26-00Z__desc.txt",
                                   "/tmp/prd/team__api-1__2025-12-12T05-26-00Z__log.txt", "app", "active", "confirmed",
                                   "OOMKilled", "137", "8", "Deployment/api", "node-1", "7d"));
}

TEST(CsvExporter, LeavesTheCellsOfAbsentValuesEmpty) {
  ScanReport report = fakes::empty_report();
  report.findings = {Finding{}};
  report.findings[0].cluster = "prd";
  report.findings[0].type = "NodeOOM";
  const Rows rows = read_csv(written(report));
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_THAT(rows[1], ElementsAre("prd", "", "", "NodeOOM", "", "", "", "", "", "unknown", "suspect", "", "", "", "",
                                   "", "7d"));
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
      "\\x9b31m\\u2028line",
      "../../etc/passwd",
      std::string(3000, 'x'),
  };
  const Rows rows = read_csv(written(fakes::hostile_report()));
  ASSERT_EQ(rows.size(), expected.size() + 1);
  for (std::size_t i = 0; i < expected.size(); ++i) {
    const auto& row = rows[i + 1];
    ASSERT_EQ(row.size(), 17U);
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
