// Reports to render and export: one as a real morning gives it, one from a cluster that means harm.
// Both are fixed: golden files are made from them.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "oomscan/model/identity.hpp"
#include "oomscan/model/report.hpp"

namespace oomscan::fakes {

inline const Timestamp kSampleNow = parse_rfc3339("2025-12-12T05:26:00Z").value();

inline Timestamp minutes_ago(int minutes) { return kSampleNow - std::chrono::minutes{minutes}; }

inline Finding sample_finding(std::string cluster, std::string namespace_name, std::string pod, std::string container,
                              std::string type, State state, std::vector<Timestamp> timestamps) {
  Finding finding;
  finding.cluster = std::move(cluster);
  finding.context = "default/api-" + finding.cluster + "-example:6443/sre";
  finding.namespace_name = std::move(namespace_name);
  finding.pod = std::move(pod);
  finding.pod_uid = "11111111-2222-3333-4444-555555555555";
  finding.container = std::move(container);
  finding.type = std::move(type);
  finding.state = state;
  finding.confidence = Confidence::confirmed;
  finding.timestamps = std::move(timestamps);
  finding.windows = count_windows(finding.timestamps, kSampleNow);
  finding.sources = {Source::oc_get_pods};
  finding.evidence = {{Source::oc_get_pods,
                       finding.timestamps.empty() ? std::nullopt : std::optional(finding.timestamps.back()),
                       "lastState.terminated " + finding.type}};
  if (!finding.pod.empty()) {
    const std::string stem = "/tmp/" + finding.cluster + "/" + finding.namespace_name + "__" + finding.pod;
    finding.artifacts = {stem + "__2025-12-12T05-26-00Z__desc.txt", stem + "__2025-12-12T05-26-00Z__log.txt"};
  }
  return finding;
}

// As a scan does it, once the rest of the finding is known.
inline void identify(Finding& finding) {
  finding.cluster_id = "uid-of-" + finding.cluster;
  finding.fingerprint = fingerprint_of(finding);
}

inline ScanReport empty_report() {
  ScanReport report;
  report.tool_version = "0.1.0";
  report.generated_at = kSampleNow;
  report.time_range = {"7d", kSampleNow - Seconds{7 * 86400}, kSampleNow};
  report.types = {{"OOMKilled", "containers that ran out of their memory limit", false},
                  {"CrashLoopBackOff", "containers that keep ending", false},
                  {"NodeOOM", "nodes on which the kernel had to kill", true}};
  return report;
}

inline ClusterCoverage sample_coverage(std::string cluster, CoverageStatus status, std::int64_t namespaces,
                                       std::int64_t pods) {
  ClusterCoverage coverage;
  coverage.cluster = std::move(cluster);
  coverage.context = "default/api-" + coverage.cluster + "-example:6443/sre";
  coverage.server = "https://api." + coverage.cluster + ".example:6443";
  coverage.cluster_id = "uid-of-" + coverage.cluster;
  coverage.status = status;
  if (status != CoverageStatus::skipped) {
    coverage.namespaces_total = namespaces;
    coverage.namespaces_selected = namespaces;
    coverage.namespaces_scanned = namespaces;
    coverage.pods = pods;
    coverage.events = pods * 2;
    coverage.events_reach_back_to = minutes_ago(7 * 24 * 60 + 60);
    coverage.seen = {{"", Source::events, minutes_ago(7 * 24 * 60), kSampleNow},
                     {"", Source::oc_get_pods, kSampleNow, kSampleNow}};
    coverage.elapsed = std::chrono::milliseconds{840};
  }
  return coverage;
}

inline std::vector<Finding> realistic_findings() {
  std::vector<Finding> findings;
  Finding oom = sample_finding("kflux-prd-es01", "payments", "payments-api-7f9dd8b6c4-x7gr9", "app", "OOMKilled",
                               State::active, {minutes_ago(290), minutes_ago(200), minutes_ago(90), minutes_ago(12)});
  oom.workload = {"Deployment", "payments-api"};
  oom.cause = "OOMKilled";
  oom.exit_code = 137;
  oom.restart_count = 9;
  oom.memory_limit_bytes = 134217728;
  oom.memory_request_bytes = 67108864;
  oom.application = "payments";
  oom.component = "api";
  oom.node = "ip-10-0-1-42";
  oom.image = "registry.example/payments/api:1.42.0";
  oom.sources = {Source::events, Source::oc_get_pods};
  oom.evidence = {{Source::oc_get_pods, minutes_ago(12), "lastState.terminated OOMKilled, exit code 137"},
                  {Source::events, minutes_ago(12), "BackOff: Back-off restarting failed container app"}};
  Finding loop = oom;
  loop.type = "CrashLoopBackOff";
  loop.timestamps = {minutes_ago(12)};
  loop.windows = count_windows(loop.timestamps, kSampleNow);

  Finding recovered = sample_finding("kflux-prd-es01", "batch-reports", "nightly-report-28912345-abcde", "report",
                                     "OOMKilled", State::recovered, {minutes_ago(26 * 60)});
  recovered.workload = {"CronJob", "nightly-report"};
  recovered.cause = "OOMKilled";
  recovered.exit_code = 137;
  recovered.memory_limit_bytes = std::int64_t{3} << 29;
  recovered.restart_count = 1;

  Finding init = sample_finding("kflux-prd-es01", "payments", "ledger-0", "migrate", "CrashLoopBackOff", State::active,
                                {minutes_ago(3)});
  init.container_kind = ContainerKind::init;
  init.workload = {"StatefulSet", "ledger"};
  init.cause = "exit code 1";
  init.exit_code = 1;
  init.restart_count = 1204;

  Finding gone = sample_finding("kflux-prd-es01", "payments", "payments-api-6d5f7c9b8d-2xkqp", "app", "OOMKilled",
                                State::gone, {minutes_ago(5 * 24 * 60), minutes_ago(4 * 24 * 60)});
  gone.workload = {"Deployment", "payments-api", true};
  gone.cause = "OOMKilled";
  gone.confidence = Confidence::probable;
  gone.sources = {Source::prometheus};

  Finding unknown = sample_finding("stone-prd-rh01", "clusters-a53fda0e4e5f4f3c9d1b2a6c7e8f9012-tenant-workloads",
                                   "catalog-operator-with-a-rather-long-name-79c5668759-hfrq8", "", "CrashLoopBackOff",
                                   State::unknown, {});
  unknown.confidence = Confidence::suspect;
  unknown.cause = "unknown";
  unknown.sources = {Source::events};

  Finding terminating = sample_finding("stone-prd-rh01", "team-a", "worker-5c6b7d8f9-qwert", "worker", "OOMKilled",
                                       State::terminating, {minutes_ago(0)});
  terminating.workload = {"Deployment", "worker"};
  terminating.cause = "OOMKilled";
  terminating.exit_code = 143;
  terminating.confidence = Confidence::probable;
  terminating.memory_limit_bytes = std::int64_t{2} << 30;
  Finding sidecar = terminating;
  sidecar.container = "istio-proxy";
  sidecar.container_kind = ContainerKind::sidecar;
  sidecar.type = "CrashLoopBackOff";
  sidecar.cause = "exit code 139 (SIGSEGV)";
  sidecar.exit_code = 139;
  sidecar.restart_count = 4;

  Finding node = sample_finding("stone-prd-rh01", "", "", "", "NodeOOM", State::active, {minutes_ago(40)});
  node.pod_uid = "";
  node.node = "ip-10-0-7-19";
  node.cause = "unknown";
  node.sources = {Source::events};

  return {recovered, init, gone, loop, oom, node, unknown, terminating, sidecar};
}

// Four clusters: partial with findings, clean, skipped, and one with findings of every state.
inline ScanReport realistic_report() {
  ScanReport report = empty_report();
  report.findings = realistic_findings();
  for (Finding& finding : report.findings) identify(finding);
  std::sort(report.findings.begin(), report.findings.end(), before);

  ClusterCoverage partial = sample_coverage("kflux-prd-es01", CoverageStatus::partial, 812, 14210);
  partial.namespaces_selected = 790;
  partial.namespaces_scanned = 690;
  partial.events_reach_back_to = parse_rfc3339("2025-12-12T04:12:09Z");
  partial.seen = {{"batch-reports", Source::events, *partial.events_reach_back_to, kSampleNow},
                  {"batch-reports", Source::oc_get_pods, kSampleNow, kSampleNow},
                  {"payments", Source::events, *partial.events_reach_back_to, kSampleNow},
                  {"payments", Source::oc_get_pods, kSampleNow, kSampleNow}};
  partial.clock_ahead = Seconds{-95};
  partial.elapsed = std::chrono::milliseconds{3140};
  partial.folded_contexts = {"payments/api-kflux-prd-es01-example:6443/sre", "kflux-admin"};
  partial.verdicts = {{"batch-reports", NamespaceHealth::oom, false},
                      {"openshift-100", NamespaceHealth::unknown, false},
                      {"payments", NamespaceHealth::oom, true}};
  partial.notes = {"the proxy could not be started: each request is a process of its own"};
  for (int i = 0; i < 100; ++i) {
    const std::string name = "openshift-" + std::to_string(100 + i);
    partial.gaps.push_back({name, GapSubject::pods, GapReason::forbidden,
                            "listing pods in '" + name + "': the server says 403",
                            "ask for 'get' and 'list' on pods, or leave these out with --exclude-ns '^openshift-'"});
  }
  partial.gaps.push_back({"", GapSubject::history, GapReason::retention,
                          "before 2025-12-12T04:12:09Z: Events reach back 1 h 13 min, 7d was asked for",
                          "older failures are seen only where a pod's status still shows them"});
  partial.gaps.push_back({"payments", GapSubject::logs, GapReason::timed_out,
                          "reading the log of 'ledger-0': no answer within 45 s", "raise --timeout"});

  ClusterCoverage skipped = sample_coverage("prd-eu02", CoverageStatus::skipped, 0, 0);
  skipped.gaps.push_back({"", GapSubject::cluster, GapReason::unauthorized,
                          "listing namespaces on 'prd-eu02': the server says 401",
                          "oc login https://api.prd-eu02.example:6443"});

  ClusterCoverage clean = sample_coverage("stage-1", CoverageStatus::scanned, 40, 1210);
  ClusterCoverage states = sample_coverage("stone-prd-rh01", CoverageStatus::scanned, 17, 402);
  report.coverage = {partial, skipped, clean, states};
  return report;
}

// Everything that a hostile cluster can put into a string.
inline ScanReport hostile_report() {
  ScanReport report = empty_report();
  report.interrupted = true;
  const std::vector<std::pair<std::string, std::string>> texts = {
      {"formula", "=cmd|'/c calc'!A1"},
      {"formula behind blanks", "  \"=HYPERLINK(\"\"http://evil.example\"\")"},
      {"plus", "+1+1"},
      {"minus", "-1+1"},
      {"at", "@SUM(1)"},
      {"tab first", "\t=1"},
      {"return first", "\r=1"},
      {"second cell", "harmless;=1+1,=2+2\n=3+3"},
      {"full width",
       "\xef\xbc\x9d"
       "1+1"},
      {"csv", "a,b\"c\r\nd"},
      {"html", "<script>alert('x')</script>&amp;"},
      {"escape", std::string("\x1b[2J\x1b]0;title\x07\x9b"
                             "31m\x7f\0nul",
                             23)},
      {"bidi",
       "abc\xe2\x80\xae"
       "dcba\xe2\x81\xa6"},
      {"bad utf-8", "\xff\xfe\xc0\xaf\xed\xa0\x80 end"},
      {"umlaut", "Grüße, 世界 😀"},
      {"csi as c1",
       "\xc2\x9b"
       "31m\xe2\x80\xa8line"},
      {"path", "../../etc/passwd"},
      {"long", std::string(3000, 'x')},
  };
  for (const auto& [name, text] : texts) {
    Finding finding = sample_finding("evil", text, text, text, text, State::active, {minutes_ago(1)});
    finding.context = text;
    finding.pod_uid = name;
    finding.cause = text;
    finding.node = text;
    finding.application = text;
    finding.component = text;
    finding.workload = {text, text};
    finding.exit_code = -1;
    finding.restart_count = 3;
    finding.evidence = {{Source::events, std::nullopt, text}};
    finding.artifacts = {"/tmp/evil/" + name + "__desc.txt", "/tmp/evil/" + name + "__log.txt"};
    finding.image = text;
    identify(finding);
    report.findings.push_back(std::move(finding));
  }
  ClusterCoverage coverage = sample_coverage("evil", CoverageStatus::partial, 3, 18);
  coverage.namespaces_total.reset();
  coverage.events_reach_back_to.reset();
  for (const auto& [name, text] : texts) {
    coverage.gaps.push_back({text, GapSubject::pods, GapReason::bad_answer, text, text});
    coverage.notes.push_back(text);
    coverage.verdicts.push_back({text, NamespaceHealth::oom, true});
    coverage.folded_contexts.push_back(text);
  }
  report.coverage = {coverage};
  return report;
}

}  // namespace oomscan::fakes
