#include "redact/gate.hpp"

#include <utility>

#include "oomscan/model/text.hpp"

namespace oomscan::redact {
namespace {

void apply(std::string& text, const Redactor& redactor) {
  if (!text.empty()) redactor.redact(text);
}

void apply(std::vector<std::string>& texts, const Redactor& redactor) {
  for (std::string& text : texts) apply(text, redactor);
}

void apply(Finding& finding, const Redactor& redactor) {
  for (std::string* text :
       {&finding.cluster, &finding.context, &finding.namespace_name, &finding.pod, &finding.pod_uid, &finding.container,
        &finding.type, &finding.cause, &finding.workload.kind, &finding.workload.name, &finding.application,
        &finding.component, &finding.node, &finding.cluster_id, &finding.image, &finding.artifacts.description_file,
        &finding.artifacts.pod_log_file}) {
    apply(*text, redactor);
  }
  apply(finding.artifacts.no_log_because, redactor);
  if (finding.log_cause) {
    apply(finding.log_cause->line, redactor);
    apply(finding.log_cause->shape, redactor);
  }
  for (Evidence& evidence : finding.evidence) apply(evidence.detail, redactor);
}

// Never before secrets are out: half of one would be known by nobody.
void cut(Finding& finding) {
  for (Evidence& evidence : finding.evidence) evidence.detail = printable(evidence.detail, kEvidenceBytesMax);
}

void apply(ClusterCoverage& coverage, const Redactor& redactor) {
  apply(coverage.cluster, redactor);
  apply(coverage.context, redactor);
  apply(coverage.folded_contexts, redactor);
  apply(coverage.server, redactor);
  apply(coverage.cluster_id, redactor);
  for (Seen& seen : coverage.seen) apply(seen.namespace_name, redactor);
  apply(coverage.notes, redactor);
  for (NamespaceVerdict& verdict : coverage.verdicts) apply(verdict.namespace_name, redactor);
  for (Gap& gap : coverage.gaps) {
    apply(gap.namespace_name, redactor);
    apply(gap.detail, redactor);
    apply(gap.hint, redactor);
  }
}

void apply(Check& check, const Redactor& redactor) {
  apply(check.what, redactor);
  apply(check.detail, redactor);
  apply(check.remedies, redactor);
}

void apply(Context& context, const Redactor& redactor) {
  apply(context.name, redactor);
  apply(context.server, redactor);
  apply(context.user, redactor);
  apply(context.namespace_name, redactor);
}

}  // namespace

std::string redacted(std::string text, const Redactor* redactor) {
  if (redactor != nullptr) apply(text, *redactor);
  return text;
}

std::vector<std::string> redacted(std::vector<std::string> texts, const Redactor* redactor) {
  if (redactor != nullptr) apply(texts, *redactor);
  return texts;
}

Error redacted(Error error, const Redactor* redactor) {
  if (redactor != nullptr) {
    apply(error.message, *redactor);
    apply(error.hint, *redactor);
  }
  return error;
}

ScanReport redacted(ScanReport report, const Redactor* redactor) {
  if (redactor != nullptr) {
    apply(report.time_range.requested, *redactor);
    for (Finding& finding : report.findings) apply(finding, *redactor);
    for (ClusterCoverage& coverage : report.coverage) apply(coverage, *redactor);
  }
  for (Finding& finding : report.findings) cut(finding);
  return report;
}

Check redacted(Check check, const Redactor* redactor) {
  if (redactor != nullptr) apply(check, *redactor);
  return check;
}

ClusterCheckup redacted(ClusterCheckup checkup, const Redactor* redactor) {
  if (redactor == nullptr) return checkup;
  apply(checkup.cluster, *redactor);
  apply(checkup.context, *redactor);
  apply(checkup.server, *redactor);
  apply(checkup.folded_contexts, *redactor);
  for (Check& check : checkup.checks) apply(check, *redactor);
  return checkup;
}

std::vector<Cluster> redacted(std::vector<Cluster> clusters, const Redactor* redactor) {
  if (redactor == nullptr) return clusters;
  for (Cluster& cluster : clusters) {
    apply(cluster.name, *redactor);
    apply(cluster.context, *redactor);
    for (Context& folded : cluster.folded) apply(folded, *redactor);
  }
  return clusters;
}

void RedactingObserver::fleet_started(std::size_t clusters) { inner_.fleet_started(clusters); }

void RedactingObserver::cluster_stage(const std::string& cluster, Stage stage) {
  inner_.cluster_stage(redacted(cluster, redactor_), stage);
}

void RedactingObserver::cluster_started(const std::string& cluster) {
  inner_.cluster_started(redacted(cluster, redactor_));
}

void RedactingObserver::cluster_progress(const std::string& cluster, const Progress& progress) {
  inner_.cluster_progress(redacted(cluster, redactor_), progress);
}

void RedactingObserver::cluster_finished(const ClusterCoverage& coverage, const std::vector<Finding>& findings) {
  if (redactor_ == nullptr) return inner_.cluster_finished(coverage, findings);
  ClusterCoverage shown = coverage;
  apply(shown, *redactor_);
  std::vector<Finding> shown_findings = findings;
  for (Finding& finding : shown_findings) apply(finding, *redactor_);
  inner_.cluster_finished(shown, shown_findings);
}

Result<void> RedactingSink::found(const Finding& finding, std::stop_token stop) {
  if (redactor_ == nullptr) return inner_.found(finding, std::move(stop));
  Finding shown = finding;
  apply(shown, *redactor_);
  return inner_.found(shown, std::move(stop));
}

Result<void> RedactingSink::cluster_done(const ClusterCoverage& coverage, std::stop_token stop) {
  if (redactor_ == nullptr) return inner_.cluster_done(coverage, std::move(stop));
  ClusterCoverage shown = coverage;
  apply(shown, *redactor_);
  return inner_.cluster_done(shown, std::move(stop));
}

}  // namespace oomscan::redact
