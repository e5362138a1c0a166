#include "export/run_json.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "export/csv_cell.hpp"
#include "oomscan/model/time.hpp"

namespace oomscan::exports {
namespace {

using Json = nlohmann::ordered_json;  // members in the order in which they are written

constexpr int kSchemaVersion = 1;
constexpr int kIndent = 2;
constexpr std::string_view kLineEnd = "\r\n";
constexpr std::array kColumns = {"record",          "run",           "cluster", "cluster_id", "namespace",
                                 "workload_kind",   "workload_name", "pod",     "container",  "type",
                                 "state",           "confidence",    "cause",   "failures",   "first_failure_at",
                                 "last_failure_at", "gap_what",      "gap_why", "gap_detail"};

Json text_or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

template <class T>
Json or_null(const std::optional<T>& value) {
  return value ? Json(*value) : Json(nullptr);
}

Json json_of(const RecordedFinding& finding) {
  Json json;
  json["fingerprint"] = finding.fingerprint;
  json["namespace"] = finding.subject.namespace_name;
  json["workload"] = {{"kind", finding.subject.workload.kind}, {"name", finding.subject.workload.name}};
  json["pod"] = text_or_null(finding.pod);
  json["container"] = text_or_null(finding.subject.container);
  json["type"] = finding.subject.type;
  json["state"] = to_id(finding.state);
  json["confidence"] = to_id(finding.confidence);
  json["cause"] = text_or_null(finding.cause);
  json["node"] = text_or_null(finding.node);
  json["image"] = text_or_null(finding.image);
  json["exit_code"] = or_null(finding.exit_code);
  json["restart_count"] = or_null(finding.restart_count);
  json["memory_limit_bytes"] = or_null(finding.memory_limit_bytes);
  json["failures"] = Json::array();
  for (const FailureBounds& each : finding.moments) {
    json["failures"].push_back({{"earliest", format_rfc3339(each.earliest)}, {"latest", format_rfc3339(each.latest)}});
  }
  return json;
}

Json json_of(const RecordedCluster& cluster) {
  Json json;
  json["cluster"] = cluster.name;
  json["cluster_id"] = cluster.id;
  json["status"] = cluster.status;
  json["pods"] = cluster.pods;
  json["whole"] = false;
  json["complete_namespaces"] = Json::array();
  for (const std::string& name : cluster.complete_namespaces) {
    if (name == kAllNamespaces) {
      json["whole"] = true;
    } else {
      json["complete_namespaces"].push_back(name);
    }
  }
  json["findings"] = Json::array();
  for (const RecordedFinding& each : cluster.findings) json["findings"].push_back(json_of(each));
  json["gaps"] = Json::array();
  for (const RecordedGap& gap : cluster.gaps) {
    json["gaps"].push_back({{"namespace", text_or_null(gap.namespace_name)},
                            {"what", gap.what},
                            {"why", gap.why},
                            {"detail", text_or_null(gap.detail)}});
  }
  return json;
}

void write_row(const std::vector<std::string>& cells, std::ostream& out) {
  bool first = true;
  for (const std::string& cell : cells) out << (std::exchange(first, false) ? "" : ",") << csv_cell(cell, ',');
  out << kLineEnd;
}

}  // namespace

void write_json(const RunRecord& run, std::ostream& out) {
  Json json = {{"schema_version", kSchemaVersion},
               {"run", run.id},
               {"started_at", format_rfc3339(run.started_at)},
               {"finished_at", format_rfc3339(run.finished_at)},
               {"tool_version", run.tool_version},
               {"origin", run.origin},
               {"interrupted", run.interrupted},
               {"range",
                {{"requested", text_or_null(run.range_requested)},
                 {"from", format_rfc3339(run.range.from)},
                 {"to", format_rfc3339(run.range.to)}}},
               {"clusters", Json::array()}};
  for (const RecordedCluster& cluster : run.clusters) json["clusters"].push_back(json_of(cluster));
  constexpr bool kAsciiOnly = true;
  out << json.dump(kIndent, ' ', kAsciiOnly, Json::error_handler_t::replace) << '\n';
}

void write_csv(const RunRecord& run, std::ostream& out) {
  write_row({kColumns.begin(), kColumns.end()}, out);
  for (const RecordedCluster& cluster : run.clusters) {
    for (const RecordedFinding& each : cluster.findings) {
      std::string first;
      std::string last;
      if (!each.moments.empty()) {
        const auto by_latest = [](const FailureBounds& a, const FailureBounds& b) { return a.latest < b.latest; };
        const auto [oldest, newest] = std::minmax_element(each.moments.begin(), each.moments.end(), by_latest);
        first = format_rfc3339(oldest->latest);
        last = format_rfc3339(newest->latest);
      }
      write_row({"finding", run.id, cluster.name, cluster.id, each.subject.namespace_name, each.subject.workload.kind,
                 each.subject.workload.name, each.pod, each.subject.container, each.subject.type,
                 std::string(to_id(each.state)), std::string(to_id(each.confidence)), each.cause,
                 std::to_string(each.moments.size()), first, last, "", "", ""},
                out);
    }
    for (const RecordedGap& gap : cluster.gaps) {
      write_row({"gap", run.id, cluster.name, cluster.id, gap.namespace_name, "", "", "", "", "", "", "", "", "", "",
                 "", gap.what, gap.why, gap.detail},
                out);
    }
  }
}

}  // namespace oomscan::exports
