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
            "looked back 7 days: from 2025-12-05 05:26 to 2025-12-12 05:26 UTC\n"
            "1 cluster: 1 scanned; seen: 40 namespaces, 1,210 pods\n\x1b[32mno findings\x1b[0m\n");
}

TEST(ResultsView, IsNotGreenWithAnyGap) {
  ScanReport report = clean_report();
  report.coverage[0].gaps = {{"", GapSubject::history, GapReason::retention, "too short", ""}};
  const std::string text = rendered(report, kColored);
  EXPECT_THAT(text, Not(HasSubstr("\x1b[32m")));
  EXPECT_THAT(text, Not(HasSubstr("no issues")));
  EXPECT_THAT(text, HasSubstr("\nno findings in what could be seen\n"));
  EXPECT_EQ(text.find("no findings"), text.rfind("no findings"));
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
  EXPECT_THAT(text, HasSubstr("\x1b[90mskipped\x1b[0m: unreachable"));
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
              HasSubstr("\n1 secret was replaced in the saved descriptions and logs; --no-redact keeps it\n"));
  report.coverage.push_back(report.coverage[0]);
  report.coverage[1].secrets_redacted = 11;
  EXPECT_THAT(rendered(report),
              HasSubstr("\n12 secrets were replaced in the saved descriptions and logs; --no-redact keeps\nthem\n"));
}

TEST(ResultsView, NamesEveryPodInFullIfAskedForDetails) {
  for (const int width : {1, 20, 80, 200}) {
    const ScanReport report = fakes::realistic_report();
    const std::string text = rendered(report, {.color = false, .width = width, .details = true});
    for (const Finding& finding : report.findings) {
      EXPECT_THAT(text, HasSubstr(finding.pod)) << width;
      EXPECT_THAT(text, HasSubstr(finding.namespace_name)) << width;
    }
  }
}

// `count` pods of each of two Deployments, all OOM-killed and looping.
ScanReport bad_night(int count) {
  ScanReport report = clean_report();
  for (const std::string workload : {"api", "worker"}) {
    for (int i = 0; i < count; ++i) {
      Finding finding = fakes::sample_finding("stage-1", "shop", workload + "-" + std::to_string(1000 + i), "app",
                                              "OOMKilled", State::active, {fakes::minutes_ago(5)});
      finding.workload = {"Deployment", workload};
      finding.pod_uid = finding.pod;
      finding.cause = "OOMKilled";
      report.findings.push_back(finding);
    }
  }
  return report;
}

std::size_t lines_with(const std::string& text, const std::string& part) {
  std::istringstream lines(text);
  std::size_t found = 0;
  for (std::string line; std::getline(lines, line);) found += line.find(part) != line.npos ? 1U : 0U;
  return found;
}

TEST(ResultsView, MakesOneLineOfOneProblem) {
  const std::string text = rendered(bad_night(250), {.color = false, .width = 120});
  EXPECT_EQ(lines_with(text, "OOMKilled"), 3U);  // two problems and the summary
  EXPECT_THAT(text, HasSubstr("shop/api / app (250 pods)"));
  EXPECT_THAT(text, HasSubstr("500 findings (2 lines; -v shows each): 500 OOMKilled; 500 active\n"));
  EXPECT_EQ(lines_with(text, "/tmp/stage-1"), 1U);
}

TEST(ResultsView, ShowsEachFindingIfAskedForDetails) {
  const std::string text = rendered(bad_night(250), {.color = false, .width = 120, .details = true});
  EXPECT_EQ(lines_with(text, "shop/worker-1249 / app"), 1U);
  EXPECT_EQ(lines_with(text, "  active  OOMKilled"), 500U);
  EXPECT_THAT(text, HasSubstr("\n500 findings: 500 OOMKilled; 500 active\n"));
}

TEST(ResultsView, NamesTypeAndStateInTheLineThatNamesTheSubject) {
  const ScanReport report = fakes::realistic_report();
  for (const int width : {60, 80, 120, 200}) {
    std::istringstream lines(rendered(report, {false, width}));
    for (std::string line; std::getline(lines, line);) {
      for (const Finding& finding : report.findings) {
        if (finding.pod.empty() || line.find("/" + finding.pod + " / ") == line.npos) continue;
        const bool found = line.find("OOMKilled") != line.npos || line.find("CrashLoopBackOff") != line.npos;
        EXPECT_TRUE(found) << line;
        EXPECT_EQ(line.find_first_not_of(' '), 2U) << line;
      }
    }
  }
}

TEST(ResultsView, KeepsToANarrowWindow) {
  std::istringstream lines(rendered(bad_night(3), {.color = false, .width = 40}));
  for (std::string line; std::getline(lines, line);) EXPECT_LE(line.size(), 40U) << line;
}

TEST(ResultsView, SaysTheRangeWithBothEndsHoweverShort) {
  ScanReport report = clean_report();
  report.time_range = {"1m", fakes::minutes_ago(1), fakes::kSampleNow};
  EXPECT_THAT(rendered(report), HasSubstr("\nlooked back 1 min: from 05:25 to 05:26 UTC\n"));
}

TEST(ResultsView, SaysHowFarBackIsKnownWhereNobodyAskedForMore) {
  ScanReport report = clean_report();
  report.coverage[0].seen = {{"", Source::events, fakes::minutes_ago(166), fakes::kSampleNow}};
  const std::string text = rendered(report);
  EXPECT_THAT(text, HasSubstr("no issues in the last 2 h 46 min: 40 namespaces"));
  EXPECT_THAT(text, HasSubstr("\n  seen: the last 2 h 46 min of 7d, older failures are not kept\n"));
  report.coverage[0].gaps = {{"", GapSubject::history, GapReason::retention, "too short", ""}};
  EXPECT_THAT(rendered(report), Not(HasSubstr("  seen: ")));
}

TEST(ResultsView, SaysOnceWhatClustersShare) {
  ScanReport report = fakes::empty_report();
  for (const char* name : {"a", "b", "c"}) {
    ClusterCoverage coverage = fakes::sample_coverage(name, CoverageStatus::partial, 4, 10);
    coverage.notes = {"no Prometheus found"};
    coverage.gaps = {
        {"", GapSubject::cluster, GapReason::timed_out, std::string("no answer from ") + name, "raise it"}};
    report.coverage.push_back(coverage);
  }
  report.coverage[2].gaps.push_back({"x", GapSubject::pods, GapReason::forbidden, "403", "raise it"});
  const std::string text = rendered(report);
  EXPECT_EQ(lines_with(text, "no Prometheus found"), 1U);
  EXPECT_THAT(text, HasSubstr("\nnote: no Prometheus found (all 3 clusters)\n"));
  EXPECT_THAT(text, HasSubstr("NOT SEEN:\n  a, b\n    everything: no answer in time\n"
                              "      e.g. no answer from a\n      hint: raise it\n  c\n"));
  EXPECT_EQ(lines_with(text, "hint: raise it"), 1U);
}

TEST(ResultsView, SaysOfANamespaceThatItDoesNotExist) {
  ScanReport report = clean_report();
  report.coverage[0].gaps = {{"nope", GapSubject::namespaces, GapReason::not_found, "x", "check its name"}};
  EXPECT_THAT(rendered(report), HasSubstr("\n    namespace 'nope' does not exist\n      hint: check its name\n"));
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
