#include "terminal/results_view.hpp"

#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakes/sample_reports.hpp"
#include "golden/golden.hpp"

namespace oomscan::terminal {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;

std::string rendered(const ScanReport& report, const TerminalStyle& style = {}) {
  std::ostringstream out;
  render_results(report, {}, style, out);
  return out.str();
}

ScanReport clean_report() {
  ScanReport report = fakes::empty_report();
  report.coverage = {fakes::sample_coverage("stage-1", CoverageStatus::scanned, 40, 1210)};
  return report;
}

constexpr TerminalStyle kColored{.color = true, .width = 80};

TEST(ResultsView, MatchesItsGoldenFiles) {
  for (const int width : {80, 120}) {
    for (const bool color : {false, true}) {
      std::ostringstream out;
      render_results(fakes::realistic_report(), {"./oom_results.csv", "./oom_results.json"}, {color, width}, out);
      golden::expect_golden("realistic." + std::to_string(width) + (color ? ".color.txt" : ".txt"), out.str());
    }
  }
  golden::expect_golden("hostile.80.txt", rendered(fakes::hostile_report()));
}

TEST(ResultsView, SaysNoIssuesInGreenOnlyBesideWhatWasSeen) {
  EXPECT_EQ(rendered(clean_report(), kColored),
            "\x1b[1;36mstage-1\x1b[0m  \x1b[32mno issues\x1b[0m in 40 namespaces, 1,210 pods, 0.8 s\n\n"
            "1 cluster: 1 scanned; seen: 40 namespaces, 1,210 pods\n\x1b[32mno findings\x1b[0m\n");
}

TEST(ResultsView, IsNotGreenWithAnyGap) {
  ScanReport report = clean_report();
  report.coverage[0].gaps = {{"", GapSubject::history, GapReason::retention, "too short", ""}};
  const std::string text = rendered(report, kColored);
  EXPECT_THAT(text, Not(HasSubstr("\x1b[32m")));
  EXPECT_THAT(text, Not(HasSubstr("no issues")));
  EXPECT_THAT(text, HasSubstr("no findings in what could be seen: 40 namespaces, 1,210 pods"));
  EXPECT_THAT(text, HasSubstr("NOT SEEN:"));
}

TEST(ResultsView, IsNotGreenWhenInterrupted) {
  ScanReport report = clean_report();
  report.interrupted = true;
  const std::string text = rendered(report, kColored);
  EXPECT_THAT(text, Not(HasSubstr("\x1b[32m")));
  EXPECT_THAT(text, HasSubstr("INTERRUPTED: partial results"));
}

TEST(ResultsView, IsNotGreenWhenNothingWasSelected) {
  ScanReport report = clean_report();
  report.coverage[0].namespaces_selected = 0;
  report.coverage[0].namespaces_scanned = 0;
  report.coverage[0].pods = 0;
  EXPECT_THAT(rendered(report), HasSubstr("no namespace was selected: 0 of 40 namespaces, 0 pods"));
}

TEST(ResultsView, SaysThatNothingCouldBeSeen) {
  ScanReport report = fakes::empty_report();
  report.coverage = {fakes::sample_coverage("prd", CoverageStatus::skipped, 0, 0)};
  report.coverage[0].gaps = {{"", GapSubject::cluster, GapReason::unreachable, "connection refused", "is the VPN up?"}};
  const std::string text = rendered(report, kColored);
  EXPECT_THAT(text, HasSubstr("\x1b[90mskipped: unreachable\x1b[0m"));
  EXPECT_THAT(text, HasSubstr("nothing could be seen"));
  EXPECT_THAT(text, HasSubstr("hint: is the VPN up?"));
  EXPECT_THAT(text, Not(HasSubstr("no findings")));
}

TEST(ResultsView, ListsASkippedClusterAsNotSeenEvenWithoutAGap) {
  ScanReport report = fakes::empty_report();
  report.coverage = {fakes::sample_coverage("prd", CoverageStatus::skipped, 0, 0)};
  EXPECT_THAT(rendered(report), HasSubstr("NOT SEEN:\n  prd\n    reason not known\n"));
}

TEST(ResultsView, SaysThatNoClusterWasScanned) {
  EXPECT_EQ(rendered(fakes::empty_report()), "no cluster was scanned\n");
}

TEST(ResultsView, PutsTheResultFilesLast) {
  std::ostringstream out;
  render_results(fakes::realistic_report(), {"./a.csv", "./b.json"}, {}, out);
  EXPECT_THAT(out.str(), EndsWith("results: ./a.csv ./b.json\n"));
}

TEST(ResultsView, SaysHowManySecretsWereReplacedInAllClusters) {
  ScanReport report = clean_report();
  EXPECT_THAT(rendered(report), Not(HasSubstr("replaced")));
  report.coverage[0].secrets_redacted = 1;
  EXPECT_THAT(rendered(report),
              HasSubstr("\n1 secret was replaced in the saved describe and logs; --no-redact keeps it\n"));
  report.coverage.push_back(report.coverage[0]);
  report.coverage[1].secrets_redacted = 11;
  EXPECT_THAT(rendered(report),
              HasSubstr("\n12 secrets were replaced in the saved describe and logs; --no-redact keeps them\n"));
}

TEST(ResultsView, NamesEveryPodInFull) {
  for (const int width : {1, 20, 80, 200}) {
    const ScanReport report = fakes::realistic_report();
    const std::string text = rendered(report, {false, width});
    for (const Finding& finding : report.findings) {
      EXPECT_THAT(text, HasSubstr(finding.pod)) << width;
      EXPECT_THAT(text, HasSubstr(finding.namespace_name)) << width;
    }
  }
}

TEST(ResultsView, LetsNothingThroughThatATerminalActsOn) {
  for (const char c : rendered(fakes::hostile_report())) {
    const auto byte = static_cast<unsigned char>(c);
    EXPECT_TRUE(c == '\n' || (byte >= 0x20 && byte != 0x7f)) << static_cast<int>(byte);
  }
  EXPECT_THAT(rendered(fakes::hostile_report()), Not(HasSubstr("\xc2\x9b")));
  EXPECT_THAT(rendered(fakes::hostile_report()), Not(HasSubstr("\xe2\x80\xae")));
}

}  // namespace
}  // namespace oomscan::terminal
