#include "export/json_exporter.hpp"

#include <optional>
#include <string>

#include <nlohmann/json.hpp>

namespace oomscan::exports {
namespace {

using Json = nlohmann::ordered_json;  // fields in the order in which they are written here

constexpr int kSchemaVersion = 1;  // docs/oom_results.schema.json
constexpr int kIndent = 2;

template <class T>
Json or_null(const std::optional<T>& value) {
  return value ? Json(*value) : Json(nullptr);
}

Json time_or_null(const std::optional<Timestamp>& time) { return time ? Json(format_rfc3339(*time)) : Json(nullptr); }

Json evidence_json(const Evidence& evidence) {
  return {
      {"source", to_id(evidence.source)}, {"timestamp", time_or_null(evidence.timestamp)}, {"detail", evidence.detail}};
}

Json moment_json(const Moment& moment) {
  return {{"earliest", format_rfc3339(moment.earliest)},
          {"latest", format_rfc3339(moment.latest)},
          {"source", to_id(moment.source)}};
}

Json windows_json(const WindowCounts& counts) {
  Json json = Json::object();
  for (std::size_t i = 0; i < kWindows.size(); ++i) json[std::string(kWindows[i].name)] = counts[i];
  return json;
}

template <class T, class Convert>
Json list_json(const std::vector<T>& values, Convert convert) {
  Json json = Json::array();
  for (const T& value : values) json.push_back(convert(value));
  return json;
}

Json why_json(const Finding& finding) {
  Json json = {{"log", nullptr}};
  if (finding.log_cause) {
    json["log"] = {{"category", to_id(finding.log_cause->category)}, {"line", finding.log_cause->line}};
  }
  return json;
}

Json finding_json(const Finding& finding) {
  Json json;
  json["cluster"] = finding.cluster;
  json["namespace"] = finding.namespace_name;
  json["pod"] = finding.pod;
  json["type"] = finding.type;
  json["timestamps"] = list_json(finding.timestamps, format_rfc3339);
  json["sources"] = list_json(finding.sources, [](Source source) { return to_id(source); });
  json["artifacts"] = {{"description_file", finding.artifacts.description_file},
                       {"pod_log_file", finding.artifacts.pod_log_file}};
  json["context"] = finding.context;
  json["pod_uid"] = finding.pod_uid;
  json["container"] = finding.container;
  json["container_kind"] = to_id(finding.container_kind);
  json["workload"] = {
      {"kind", finding.workload.kind}, {"name", finding.workload.name}, {"guessed", finding.workload.guessed}};
  json["application"] = finding.application;
  json["component"] = finding.component;
  json["node"] = finding.node;
  json["state"] = to_id(finding.state);
  json["confidence"] = to_id(finding.confidence);
  json["cause"] = finding.cause;
  json["exit_code"] = or_null(finding.exit_code);
  json["restart_count"] = or_null(finding.restart_count);
  json["memory_limit_bytes"] = or_null(finding.memory_limit_bytes);
  json["memory_request_bytes"] = or_null(finding.memory_request_bytes);
  json["windows"] = windows_json(finding.windows);
  json["evidence"] = list_json(finding.evidence, evidence_json);
  json["memory_limit_scope"] = nullptr;
  if (finding.memory_limit_bytes) json["memory_limit_scope"] = finding.memory_limit_is_pods ? "pod" : "container";
  json["cluster_id"] = finding.cluster_id;
  json["image"] = finding.image;
  json["fingerprint"] = finding.fingerprint;
  json["moments"] = list_json(finding.moments, moment_json);
  json["new"] = finding.novelty ? Json(*finding.novelty == Novelty::fresh) : Json(nullptr);
  json["novelty"] = finding.novelty ? Json(to_id(*finding.novelty)) : Json(nullptr);
  json["why"] = why_json(finding);
  return json;
}

Json gap_json(const Gap& gap) {
  return {{"namespace", gap.namespace_name},
          {"what", to_id(gap.subject)},
          {"why", to_id(gap.reason)},
          {"detail", gap.detail},
          {"hint", gap.hint}};
}

Json verdict_json(const NamespaceVerdict& verdict) {
  return {{"namespace", verdict.namespace_name},
          {"verdict", to_id(verdict.health)},
          {"now", verdict.now},
          {"read", verdict.read},
          {"pods", or_null(verdict.pods)}};
}

Json seen_json(const Seen& seen) {
  return {{"namespace", seen.namespace_name},
          {"source", to_id(seen.source)},
          {"from", format_rfc3339(seen.from)},
          {"to", format_rfc3339(seen.to)}};
}

Json coverage_json(const ClusterCoverage& coverage) {
  Json json;
  json["cluster"] = coverage.cluster;
  json["context"] = coverage.context;
  json["folded_contexts"] = Json(coverage.folded_contexts);
  json["server"] = coverage.server;
  json["status"] = to_id(coverage.status);
  json["namespaces_total"] = or_null(coverage.namespaces_total);
  json["namespaces_selected"] = coverage.namespaces_selected;
  json["namespaces_scanned"] = coverage.namespaces_scanned;
  json["pods"] = coverage.pods;
  json["events"] = coverage.events;
  json["history"] = {{"events", time_or_null(coverage.events_reach_back_to)},
                     {"prometheus", time_or_null(coverage.prometheus_reaches_back_to)}};
  json["verdicts"] = list_json(coverage.verdicts, verdict_json);
  json["secrets_redacted"] = coverage.secrets_redacted;
  json["notes"] = Json(coverage.notes);
  json["gaps"] = list_json(coverage.gaps, gap_json);
  json["cluster_id"] = coverage.cluster_id;
  json["seen"] = list_json(coverage.seen, seen_json);
  json["clock_ahead_seconds"] = coverage.clock_ahead ? Json(coverage.clock_ahead->count()) : Json(nullptr);
  return json;
}

}  // namespace

void JsonExporter::write(const ScanReport& report, std::ostream& out) const {
  Json json;
  json["schema_version"] = kSchemaVersion;
  json["tool"] = {{"name", "oom-scan"}, {"version", report.tool_version}};
  json["generated_at"] = format_rfc3339(report.generated_at);
  json["time_range"] = {{"requested", report.time_range.requested},
                        {"from", format_rfc3339(report.time_range.from)},
                        {"to", format_rfc3339(report.time_range.to)},
                        {"promised", report.time_range_promised}};
  json["complete"] = report.complete();
  json["interrupted"] = report.interrupted;
  json["findings"] = list_json(report.findings, finding_json);
  json["coverage"] = list_json(report.coverage, coverage_json);
  json["types"] = list_json(report.types, [](const SoughtType& type) { return type.id; });
  json["run_id"] = report.run_id.empty() ? Json(nullptr) : Json(report.run_id);
  // ASCII only: a C1 or bidirectional control in a name would act on the terminal of whoever prints the file.
  constexpr bool kAsciiOnly = true;
  out << json.dump(kIndent, ' ', kAsciiOnly, Json::error_handler_t::replace) << '\n';
}

}  // namespace oomscan::exports
