// Runs to remember.
#pragma once

#include <string>
#include <vector>

#include "oomscan/model/identity.hpp"
#include "oomscan/model/run_record.hpp"

namespace oomscan::store {

inline constexpr Timestamp kNow{Seconds{1'764'000'000}};
inline constexpr Seconds kHour{3600};

inline RecordedFinding finding(const std::string& cluster_id, const std::string& namespace_name,
                               const std::string& workload, const std::string& type, std::vector<FailureBounds> moments,
                               const std::string& pod = "pod-1") {
  RecordedFinding finding;
  finding.subject = {cluster_id, namespace_name, {"Deployment", workload}, "app", type};
  Finding named;
  named.cluster_id = cluster_id;
  named.namespace_name = namespace_name;
  named.workload = finding.subject.workload;
  named.container = finding.subject.container;
  named.type = type;
  finding.fingerprint = fingerprint_of(named);
  finding.pod = pod;
  finding.pod_uid = cluster_id + "-" + pod + "-uid";
  finding.state = State::active;
  finding.confidence = Confidence::confirmed;
  finding.cause = "OOMKilled";
  finding.node = "node-1";
  finding.image = "registry.example/web:1";
  finding.exit_code = 137;
  finding.restart_count = 3;
  finding.memory_limit_bytes = 134'217'728;
  finding.moments = std::move(moments);
  return finding;
}

inline RecordedCluster cluster(const std::string& id, std::vector<RecordedFinding> findings, Timestamp at = kNow) {
  RecordedCluster cluster;
  cluster.id = id;
  cluster.name = "prd";
  cluster.server = "https://api." + id + ".example:6443";
  cluster.status = "scanned";
  cluster.pods = 12;
  cluster.seen = {{"a", "events", {at - 3 * kHour, at}}, {"b", "events", {at - 3 * kHour, at}}};
  cluster.complete_namespaces = {"a", "b"};
  cluster.findings = std::move(findings);
  cluster.sizes = {{0, "a", 5}, {0, "b", 7}};
  return cluster;
}

inline RunRecord run(const std::string& id, std::vector<RecordedCluster> clusters, Timestamp at = kNow) {
  RunRecord run;
  run.id = id;
  run.started_at = at - Seconds{20};
  run.finished_at = at;
  run.tool_version = "0.1.0";
  run.range_requested = "7d";
  run.types = {"OOMKilled", "CrashLoopBackOff"};
  run.range = {at - 168 * kHour, at};
  run.clusters = std::move(clusters);
  return run;
}

inline FailureBounds at(Timestamp time) { return {time, time}; }

}  // namespace oomscan::store
