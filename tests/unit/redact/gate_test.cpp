#include "redact/gate.hpp"

#include <string>
#include <utility>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "redact/redactor.hpp"

namespace oomscan::redact {
namespace {

const std::string kSecret = "hunter2X9";
const std::string kPlanted = "http://app:hunter2X9@proxy:3128";

// Every field that can hold foreign text. A new one: here, and in gate.cpp.
Finding planted_finding() {
  Finding finding;
  for (std::string* text :
       {&finding.cluster, &finding.context, &finding.namespace_name, &finding.pod, &finding.pod_uid, &finding.container,
        &finding.type, &finding.cause, &finding.workload.kind, &finding.workload.name, &finding.application,
        &finding.component, &finding.node, &finding.artifacts.description_file, &finding.artifacts.pod_log_file,
        &finding.artifacts.no_log_because}) {
    *text = kPlanted;
  }
  finding.evidence.push_back({Source::events, std::nullopt, kPlanted});
  finding.log_cause = LogCause{LogCategory::unknown, kPlanted, kPlanted};
  return finding;
}

ClusterCoverage planted_coverage() {
  ClusterCoverage coverage;
  coverage.cluster = coverage.context = coverage.server = kPlanted;
  coverage.folded_contexts = coverage.notes = {kPlanted, kPlanted};
  coverage.verdicts.push_back({kPlanted, NamespaceHealth::healthy, false});
  Gap gap;
  gap.namespace_name = gap.detail = gap.hint = kPlanted;
  coverage.gaps.push_back(gap);
  return coverage;
}

void expect_clean(const std::string& text) {
  EXPECT_EQ(text, "http://app:[redacted: password]@proxy:3128");
  EXPECT_EQ(text.find(kSecret), std::string::npos);
}

void expect_clean(const Finding& finding) {
  for (const std::string* text :
       {&finding.cluster, &finding.context, &finding.namespace_name, &finding.pod, &finding.pod_uid, &finding.container,
        &finding.type, &finding.cause, &finding.workload.kind, &finding.workload.name, &finding.application,
        &finding.component, &finding.node, &finding.artifacts.description_file, &finding.artifacts.pod_log_file,
        &finding.evidence.at(0).detail, &finding.log_cause.value().line, &finding.log_cause.value().shape}) {
    expect_clean(*text);
  }
}

void expect_clean(const ClusterCoverage& coverage) {
  for (const std::string* text :
       {&coverage.cluster, &coverage.context, &coverage.server, &coverage.folded_contexts.at(1), &coverage.notes.at(1),
        &coverage.verdicts.at(0).namespace_name, &coverage.gaps.at(0).namespace_name, &coverage.gaps.at(0).detail,
        &coverage.gaps.at(0).hint}) {
    expect_clean(*text);
  }
}

TEST(Gate, LetsNoFieldOfAReportThroughUnread) {
  const auto redactor = make_redactor();
  ScanReport report;
  report.time_range.requested = kPlanted;
  report.findings = {planted_finding()};
  report.coverage = {planted_coverage()};
  const ScanReport shown = redacted(report, redactor.get());
  expect_clean(shown.time_range.requested);
  expect_clean(shown.findings.at(0));
  expect_clean(shown.coverage.at(0));
  EXPECT_EQ(redacted(report, nullptr).findings, report.findings);
}

TEST(Gate, LetsNoFieldOfACheckupOrAListThroughUnread) {
  const auto redactor = make_redactor();
  const Check check{Verdict::no, kPlanted, kPlanted, {kPlanted, kPlanted}};
  const ClusterCheckup checkup =
      redacted(ClusterCheckup{kPlanted, kPlanted, kPlanted, {kPlanted}, {check}, false}, redactor.get());
  for (const std::string* text :
       {&checkup.cluster, &checkup.context, &checkup.server, &checkup.folded_contexts.at(0), &checkup.checks.at(0).what,
        &checkup.checks.at(0).detail, &checkup.checks.at(0).remedies.at(1)}) {
    expect_clean(*text);
  }
  expect_clean(redacted(check, redactor.get()).detail);
  const Context context{kPlanted, kPlanted, kPlanted, kPlanted, false};
  const auto clusters = redacted(std::vector<Cluster>{{kPlanted, context, {context}}}, redactor.get());
  for (const Context& each : {clusters.at(0).context, clusters.at(0).folded.at(0)}) {
    for (const std::string* text : {&each.name, &each.server, &each.user, &each.namespace_name}) expect_clean(*text);
  }
  expect_clean(clusters.at(0).name);
  const Error error = redacted(Error{ErrorKind::io, kPlanted, kPlanted}, redactor.get());
  expect_clean(error.message);
  expect_clean(error.hint);
}

class Recorded : public ScanObserver {
 public:
  void fleet_started(std::size_t) override {}
  void cluster_stage(const std::string& cluster, Stage) override { expect_clean(cluster); }
  void cluster_started(const std::string& cluster) override { expect_clean(cluster); }
  void cluster_progress(const std::string& cluster, const Progress&) override { expect_clean(cluster); }
  void cluster_finished(const ClusterCoverage& coverage, const std::vector<Finding>&) override {
    expect_clean(coverage);
    finished = true;
  }
  bool finished = false;
};

TEST(Gate, StandsBeforeTheLiveDisplay) {
  const auto redactor = make_redactor();
  Recorded inner;
  RedactingObserver observer{inner, redactor.get()};
  observer.cluster_stage(kPlanted, ScanObserver::Stage::connecting);
  observer.cluster_started(kPlanted);
  observer.cluster_progress(kPlanted, {});
  observer.cluster_finished(planted_coverage(), {});
  EXPECT_TRUE(inner.finished);
}

TEST(Gate, RedactsEvidenceBeforeItCutsIt) {
  const auto redactor = make_redactor();
  ScanReport report;
  report.findings.resize(1);
  // The cut would leave half of the password.
  const std::string said = std::string(kEvidenceBytesMax - 25, 'x') + " " + kPlanted + " and more";
  report.findings[0].evidence.push_back({Source::events, std::nullopt, said});
  const ScanReport shown = redacted(report, redactor.get());
  EXPECT_EQ(shown.findings[0].evidence[0].detail.find("hunter"), std::string::npos);
  EXPECT_LE(shown.findings[0].evidence[0].detail.size(), kEvidenceBytesMax);
  EXPECT_EQ(redacted(report, nullptr).findings[0].evidence[0].detail.size(), kEvidenceBytesMax) << "cut all the same";
}

}  // namespace
}  // namespace oomscan::redact
