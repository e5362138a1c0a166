#include "terminal/causes_view.hpp"

#include <algorithm>
#include <sstream>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakes/sample_reports.hpp"
#include "golden/golden.hpp"

namespace oomscan::terminal {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

// `count` workloads of one image each, in pairs that fail alike.
ScanReport report_of(int count) {
  ScanReport report = fakes::empty_report();
  for (int i = 0; i < count; ++i) {
    const std::string name = "tenant-" + std::to_string(i);
    Finding f = fakes::sample_finding("prd-" + std::to_string(i % 3), name, "web-0", "app",
                                      i % 2 == 0 ? "OOMKilled" : "CrashLoopBackOff", State::active,
                                      {fakes::minutes_ago(5 + i)});
    f.workload = {"Deployment", "web"};
    f.image = "registry.example/shop/web-" + std::to_string(i / 4) + ":1." + std::to_string(i);
    f.cause = i % 2 == 0 ? "OOMKilled" : "exit code 1";
    if (i % 2 == 0) {
      f.memory_limit_bytes = std::int64_t{256} << 20;
    } else {
      f.log_cause = LogCause{LogCategory::database_error, "dial tcp 10.0.0.9:5432: connect: connection refused",
                             "dial tcp <address>: connect: connection refused"};
    }
    report.findings.push_back(f);
  }
  std::sort(report.findings.begin(), report.findings.end(), before);
  return report;
}

std::string rendered(const ScanReport& report, std::size_t rows, const TerminalStyle& style = {}) {
  std::ostringstream out;
  render_causes(report, rows, style, out);
  return out.str();
}

TEST(CausesView, IsSilentWhereAllFitsOnAScreen) {
  EXPECT_THAT(rendered(report_of(20), kScreenRows), IsEmpty());
  EXPECT_THAT(rendered(report_of(20), kScreenRows + 1), Not(IsEmpty()));
}

TEST(CausesView, IsSilentWhereNothingIsSummedUp) { EXPECT_THAT(rendered(report_of(200), 30), IsEmpty()); }

TEST(CausesView, MatchesItsGoldenFile) { golden::expect_golden("causes.80.txt", rendered(report_of(44), 44)); }

TEST(CausesView, CountsWhatItDoesNotShow) {
  EXPECT_THAT(rendered(report_of(44), 44), HasSubstr("\n  and 12 causes more; -v shows all\n"));
  EXPECT_THAT(rendered(report_of(44), 44, {.details = true}), Not(HasSubstr(" more;")));
}

TEST(CausesView, ShowsNothingThatActs) {
  ScanReport report = report_of(44);
  for (Finding& f : report.findings) {
    f.container = f.image = f.cause = "\x1b[31m\u202e";
    f.type = "CrashLoopBackOff";
    f.log_cause = LogCause{LogCategory::unknown, "\x1b[31m\u202e", "x"};
  }
  const std::string text = rendered(report, 44);
  EXPECT_THAT(text, Not(HasSubstr("\x1b")));
  EXPECT_THAT(text, Not(HasSubstr("\u202e")));
}

}  // namespace
}  // namespace oomscan::terminal
