#include "record/run_record_of.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "oomscan/model/identity.hpp"

namespace oomscan::record {
namespace {

// A server that names no address still is a cluster of its own.
std::string id_of(const std::string& cluster_id, const std::string& name) {
  return cluster_id.empty() ? name : cluster_id;
}

bool has_all(const std::vector<std::string>& types, const std::vector<std::string>& needed) {
  return std::all_of(needed.begin(), needed.end(),
                     [&](const auto& type) { return std::find(types.begin(), types.end(), type) != types.end(); });
}

RecordedFinding recorded(const Finding& finding, const std::string& cluster_id) {
  RecordedFinding one;
  one.fingerprint = finding.fingerprint;
  one.subject = subject_of(finding);
  one.subject.cluster_id = cluster_id;
  one.workload_guessed = finding.workload.guessed;
  one.pod = finding.pod;
  one.pod_uid = finding.pod_uid;
  one.state = finding.state;
  one.confidence = finding.confidence;
  one.cause = finding.cause;
  one.node = finding.node;
  one.image = finding.image;
  one.exit_code = finding.exit_code;
  one.restart_count = finding.restart_count;
  one.memory_limit_bytes = finding.memory_limit_bytes;
  for (const Moment& moment : finding.moments) one.moments.push_back({moment.earliest, moment.latest});
  if (finding.moments.empty()) {
    for (const Timestamp time : finding.timestamps) one.moments.push_back({time, time});
  }
  one.moments = reduced(std::move(one.moments));
  return one;
}

void add_seen(const ClusterCoverage& coverage, RecordedCluster& cluster) {
  for (const Seen& seen : coverage.seen) {
    const RecordedSpan span{seen.namespace_name, std::string(to_id(seen.source)), {seen.from, seen.to}};
    if (!seen.namespace_name.empty()) {
      cluster.seen.push_back(span);
      continue;
    }
    for (const NamespaceVerdict& verdict : coverage.verdicts) {
      cluster.seen.push_back(span);
      cluster.seen.back().namespace_name = verdict.namespace_name;
    }
  }
}

// Those in which nothing found means nothing fails.
void add_complete(const ClusterCoverage& coverage, RecordedCluster& cluster) {
  std::set<std::string_view> cut;
  for (const Gap& gap : coverage.gaps) {
    if (gap.subject == GapSubject::evidence) cut.insert(gap.namespace_name);
  }
  if (cut.contains("")) return;
  // What was there in an earlier run and is not named now is gone.
  const bool all_were_selected =
      coverage.namespaces_total && *coverage.namespaces_total == coverage.namespaces_selected;
  if (all_were_selected && coverage.namespaces_scanned == coverage.namespaces_selected && cut.empty() &&
      coverage.status == CoverageStatus::scanned) {
    cluster.complete_namespaces.emplace_back(kAllNamespaces);
  }
  for (const NamespaceVerdict& verdict : coverage.verdicts) {
    if (verdict.read && !cut.contains(verdict.namespace_name)) {
      cluster.complete_namespaces.push_back(verdict.namespace_name);
    }
  }
}

int rank(std::string_view status) {
  if (status == to_id(CoverageStatus::skipped)) return 0;
  return status == to_id(CoverageStatus::partial) ? 1 : 2;
}

void add_coverage(const ClusterCoverage& coverage, bool saw_what_is_counted, RecordedCluster& cluster) {
  const std::string status{to_id(coverage.status)};
  if (cluster.status.empty() || rank(cluster.status) < rank(status)) cluster.status = status;
  cluster.pods = std::max(cluster.pods, coverage.pods);
  for (const Gap& gap : coverage.gaps) {
    cluster.gaps.push_back(
        {gap.namespace_name, std::string(to_id(gap.subject)), std::string(to_id(gap.reason)), gap.detail});
  }
  if (!saw_what_is_counted) return;
  add_seen(coverage, cluster);
  add_complete(coverage, cluster);
  for (const NamespaceVerdict& verdict : coverage.verdicts) {
    if (verdict.read && verdict.pods) cluster.sizes.push_back({0, verdict.namespace_name, *verdict.pods});
  }
}

}  // namespace

Subject subject_of(const Finding& finding) {
  Subject subject{finding.cluster_id, finding.namespace_name, {}, finding.container, finding.type};
  const std::string lasting{lasting_name(finding.workload)};
  subject.workload = {finding.workload.kind, lasting};
  if (lasting != finding.workload.name) {
    if (finding.workload.kind == "Job") subject.workload.kind = "CronJob";
    if (finding.workload.kind == "ReplicaSet") subject.workload.kind = "Deployment";
  }
  return subject;
}

RunRecord run_record_of(const ScanReport& report, const RunFacts& facts) {
  RunRecord run;
  run.id = report.run_id;
  run.started_at = report.time_range.to;
  run.finished_at = std::max(facts.finished_at, report.time_range.to);
  run.tool_version = report.tool_version;
  run.range_requested = report.time_range.requested;
  run.range = {report.time_range.from, report.time_range.to};
  run.interrupted = report.interrupted;
  for (const SoughtType& type : report.types) run.types.push_back(type.id);
  const bool saw_what_is_counted = has_all(run.types, facts.types_needed);
  std::map<std::string, std::size_t> by_id;
  for (const ClusterCoverage& coverage : report.coverage) {
    const std::string id = id_of(coverage.cluster_id, coverage.cluster);
    const auto [entry, added] = by_id.try_emplace(id, run.clusters.size());
    if (added) {
      run.clusters.emplace_back();
      run.clusters.back().id = id;
      run.clusters.back().name = coverage.cluster;
      run.clusters.back().server = coverage.server;
    }
    add_coverage(coverage, saw_what_is_counted, run.clusters[entry->second]);
  }
  for (const Finding& finding : report.findings) {
    const auto entry = by_id.find(id_of(finding.cluster_id, finding.cluster));
    if (entry == by_id.end()) continue;  // no coverage tells of its cluster: a scan never makes such a report
    RecordedCluster& cluster = run.clusters[entry->second];
    cluster.findings.push_back(recorded(finding, cluster.id));
  }
  for (RecordedCluster& cluster : run.clusters) {
    std::sort(cluster.complete_namespaces.begin(), cluster.complete_namespaces.end());
    const auto end = std::unique(cluster.complete_namespaces.begin(), cluster.complete_namespaces.end());
    cluster.complete_namespaces.erase(end, cluster.complete_namespaces.end());
  }
  return run;
}

}  // namespace oomscan::record
