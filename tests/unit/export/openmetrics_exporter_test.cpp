#include "export/openmetrics_exporter.hpp"

#include <sstream>
#include <string>

#include <gtest/gtest.h>

#include "fakes/metrics_text.hpp"
#include "fakes/sample_reports.hpp"
#include "golden/golden.hpp"

namespace oomscan::exports {
namespace {

using fakes::Metrics;

std::string written(const ScanReport& report) {
  std::ostringstream out;
  OpenmetricsExporter{}.write(report, out);
  return out.str();
}

Metrics metrics_of(const ScanReport& report) { return fakes::read_metrics(written(report)); }

double sum(const Metrics& metrics, const std::string& name) {
  double all = 0;
  for (const auto& [labels, value] : metrics.at(name)) all += value;
  return all;
}

TEST(OpenmetricsExporter, SumsOfFindingsAreThoseOfTheReport) {
  for (const ScanReport& report : {fakes::realistic_report(), fakes::hostile_report()}) {
    EXPECT_EQ(sum(metrics_of(report), "oom_scan_findings"), static_cast<double>(report.findings.size()));
  }
  const Metrics metrics = metrics_of(fakes::realistic_report());
  EXPECT_EQ(metrics.at("oom_scan_findings")
                .at({{"cluster", "kflux-prd-es01"},
                     {"namespace", "payments"},
                     {"state", "active"},
                     {"type", "CrashLoopBackOff"}}),
            2);
}

TEST(OpenmetricsExporter, NamespacesOverTheBoundAreSummedUpAndCounted) {
  ScanReport report = fakes::empty_report();
  report.coverage = {fakes::sample_coverage("prd", CoverageStatus::scanned, 3000, 9000)};
  constexpr std::size_t kOver = 9;
  for (std::size_t i = 0; i < kNamespacesMax + kOver; ++i) {
    const std::string name = "team-" + std::to_string(100000 + i);
    report.findings.push_back(fakes::sample_finding("prd", name, "web-0", "app", "OOMKilled", State::gone, {}));
    // What fails now keeps its place, however late its name.
    if (i == kNamespacesMax + kOver - 1) report.findings.back().state = State::active;
  }
  const Metrics metrics = metrics_of(report);
  EXPECT_EQ(metrics.at("oom_scan_findings").size(), kNamespacesMax + 1);
  EXPECT_EQ(sum(metrics, "oom_scan_findings"), static_cast<double>(kNamespacesMax + kOver));
  EXPECT_EQ(metrics.at("oom_scan_findings")
                .at({{"cluster", "prd"}, {"namespace", "_other"}, {"state", "gone"}, {"type", "OOMKilled"}}),
            kOver);
  EXPECT_EQ(metrics.at("oom_scan_folded_namespaces").at({{"cluster", "prd"}}), kOver);
  EXPECT_EQ(metrics.at("oom_scan_findings")
                .count({{"cluster", "prd"}, {"namespace", "team-102008"}, {"state", "active"}, {"type", "OOMKilled"}}),
            1U);
}

TEST(OpenmetricsExporter, NamesThatReadAlikeAreOneSample) {
  ScanReport report = fakes::empty_report();
  const std::string long_name(5000, 'x');
  report.findings = {fakes::sample_finding("prd", long_name + "1", "web-0", "app", "OOMKilled", State::active, {}),
                     fakes::sample_finding("prd", long_name + "2", "web-0", "app", "OOMKilled", State::active, {})};
  report.coverage = {fakes::sample_coverage(long_name + "1", CoverageStatus::scanned, 1, 1),
                     fakes::sample_coverage(long_name + "2", CoverageStatus::partial, 1, 1)};
  const Metrics metrics = metrics_of(report);
  ASSERT_EQ(metrics.at("oom_scan_findings").size(), 1U);
  EXPECT_EQ(sum(metrics, "oom_scan_findings"), 2);
  EXPECT_EQ(metrics.at("oom_scan_pods").size(), 1U);
}

TEST(OpenmetricsExporter, AClusterThatWasNotSeenHasASampleThatSaysSo) {
  const Metrics metrics = metrics_of(fakes::realistic_report());
  const auto& status = metrics.at("oom_scan_cluster_status");
  EXPECT_EQ(status.at({{"cluster", "prd-eu02"}, {"status", "skipped"}}), 1);
  EXPECT_EQ(status.at({{"cluster", "prd-eu02"}, {"status", "scanned"}}), 0);
  EXPECT_EQ(metrics.at("oom_scan_gaps").at({{"cluster", "prd-eu02"}, {"what", "cluster"}, {"why", "unauthorized"}}), 1);
  EXPECT_EQ(metrics.at("oom_scan_gaps").at({{"cluster", "kflux-prd-es01"}, {"what", "pods"}, {"why", "forbidden"}}),
            100);
}

TEST(OpenmetricsExporter, ARunThatSawNothingIsNotComplete) {
  EXPECT_EQ(metrics_of(fakes::empty_report()).at("oom_scan_run_complete").at({}), 0);
  ScanReport whole = fakes::empty_report();
  whole.coverage = {fakes::sample_coverage("prd", CoverageStatus::scanned, 1, 1)};
  EXPECT_EQ(metrics_of(whole).at("oom_scan_run_complete").at({}), 1);
  whole.interrupted = true;
  EXPECT_EQ(metrics_of(whole).at("oom_scan_run_complete").at({}), 0);
  EXPECT_EQ(metrics_of(whole).at("oom_scan_run_interrupted").at({}), 1);
}

TEST(OpenmetricsExporter, TellsWhenTheRunBeganAndHowLongItTookIfThatIsKnown) {
  ScanReport report = fakes::empty_report();
  EXPECT_EQ(metrics_of(report).count("oom_scan_run_duration_seconds"), 0U);
  report.took = std::chrono::milliseconds{1250};
  EXPECT_EQ(metrics_of(report).at("oom_scan_run_duration_seconds").at({}), 1.25);
  EXPECT_EQ(metrics_of(report).at("oom_scan_run_timestamp_seconds").at({}), 1765517160);
  EXPECT_EQ(metrics_of(report).at("oom_scan_run_range_seconds").at({}), 7 * 86400);
}

TEST(OpenmetricsExporter, MatchesItsGoldenFiles) {
  golden::expect_golden("realistic.prom", written(fakes::realistic_report()));
  golden::expect_golden("hostile.prom", written(fakes::hostile_report()));
}

}  // namespace
}  // namespace oomscan::exports
