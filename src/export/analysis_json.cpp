#include "export/analysis_json.hpp"

#include <optional>
#include <string>
#include <utility>

#include <nlohmann/json.hpp>

#include "export/csv_cell.hpp"
#include "oomscan/model/time.hpp"

namespace oomscan::exports {
namespace {

using Json = nlohmann::ordered_json;  // members in the order in which they are written

constexpr int kSchemaVersion = 1;
constexpr int kIndent = 2;
constexpr std::string_view kLineEnd = "\r\n";

template <class T>
Json or_null(const std::optional<T>& value) {
  return value ? Json(*value) : Json(nullptr);
}
Json time_or_null(const std::optional<Timestamp>& time) { return time ? Json(format_rfc3339(*time)) : Json(nullptr); }
// A time that is not known is the epoch in the values.
Json time_or_null(Timestamp time) { return time == Timestamp{} ? Json(nullptr) : Json(format_rfc3339(time)); }
Json text_or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

Json workload_json(const std::optional<Workload>& workload) {
  if (!workload) return nullptr;
  return {{"kind", workload->kind}, {"name", workload->name}};
}

Json counts_json(const FailureCounts& counts) {
  return {{"oom_kills", counts.oom_kills},
          {"crash_loops", counts.crash_loops},
          {"restarts", counts.restarts},
          {"seen_fraction", counts.seen_fraction}};
}

Json row_of(const TrendRow& row) {
  Json json;
  json["cluster"] = row.group.cluster;
  json["cluster_id"] = row.group.cluster_id;
  json["namespace"] = text_or_null(row.group.namespace_name);
  json["workload"] = workload_json(row.group.workload);
  json["pod"] = or_null(row.group.pod);
  json.update(counts_json(row.counts));
  json["previous"] = counts_json(row.previous);
  json["trend"] = to_id(row.trend);
  json["oom_trend"] = to_id(row.oom_trend);
  json["crash_loop_trend"] = to_id(row.crash_loop_trend);
  json["per_day"] = Json::array();
  for (const TrendRow::Day& day : row.per_day) {
    Json one;
    one["date"] = format_rfc3339(day.date).substr(0, 10);
    one.update(counts_json(day.counts));
    json["per_day"].push_back(std::move(one));
  }
  return json;
}

Json row_of(const Score& score) {
  Json json;
  json["cluster"] = score.cluster;
  json["cluster_id"] = score.cluster_id;
  json["namespace"] = text_or_null(score.namespace_name);
  json["score"] = or_null(score.score);
  json["status"] = to_id(score.status);
  json["seen_fraction"] = score.seen_fraction;
  json["pods"] = score.pods;
  json["parts"] = Json::array();
  for (const ScorePart& part : score.parts) {
    json["parts"].push_back({{"what", part.what},
                             {"count", part.count},
                             {"weight", part.weight},
                             {"weighted", part.weighted},
                             {"penalty", part.penalty}});
  }
  return json;
}

Json row_of(const Regression& row) {
  Json json;
  json["fingerprint"] = text_or_null(row.fingerprint);
  json["cluster"] = row.group.cluster;
  json["cluster_id"] = row.group.cluster_id;
  json["namespace"] = row.group.namespace_name;
  json["workload"] = workload_json(row.group.workload);
  json["container"] = text_or_null(row.container);
  json["type"] = row.type;
  json["kind"] = to_id(row.kind);
  json["count"] = row.count;
  json["baseline"] = {{"weeks_seen", row.baseline.weeks_seen},
                      {"min", row.baseline.min},
                      {"max", row.baseline.max},
                      {"rate_per_week", row.baseline.rate_per_week}};
  json["p"] = row.p;
  json["since"] = format_rfc3339(row.since);
  json["changes"] = Json::array();
  for (const HistorySlice::Change& change : row.changes) {
    json["changes"].push_back({{"what", change.what}, {"at", format_rfc3339(change.at)}, {"detail", change.detail}});
  }
  return json;
}

Json row_of(const Incident& incident) {
  Json json;
  json["fingerprint"] = incident.fingerprint;
  json["cluster"] = incident.cluster;
  json["cluster_id"] = incident.subject.cluster_id;
  json["namespace"] = incident.subject.namespace_name;
  json["workload"] = {{"kind", incident.subject.workload.kind}, {"name", incident.subject.workload.name}};
  json["container"] = text_or_null(incident.subject.container);
  json["type"] = incident.subject.type;
  json["status"] = to_id(incident.status);
  json["opened_at"] = time_or_null(incident.opened_at);
  json["last_failure_at"] = time_or_null(incident.last_failure_at);
  json["last_seen_at"] = time_or_null(incident.last_seen_at);
  json["resolved_at"] = time_or_null(incident.resolved_at);
  json["failures"] = incident.failures;
  json["runs"] = incident.runs;
  return json;
}

Json row_of(const RunSummary& run) {
  return {{"run", run.id},
          {"started_at", format_rfc3339(run.started_at)},
          {"finished_at", format_rfc3339(run.finished_at)},
          {"tool_version", run.tool_version},
          {"origin", run.origin},
          {"interrupted", run.interrupted},
          {"clusters", run.clusters},
          {"clusters_skipped", run.clusters_skipped},
          {"findings", run.findings},
          {"active", run.active},
          {"gaps", run.gaps}};
}

void put(const Json& json, std::ostream& out) {
  constexpr bool kAsciiOnly = true;
  out << json.dump(kIndent, ' ', kAsciiOnly, Json::error_handler_t::replace) << '\n';
}

Json head_of(const AnalysisQuestion& question) {
  const Span span = question.span();
  return {{"schema_version", kSchemaVersion},
          {"now", format_rfc3339(question.now)},
          {"window",
           {{"name", question.window_name}, {"from", format_rfc3339(span.from)}, {"to", format_rfc3339(span.to)}}}};
}

template <class T>
Json rows_of(const std::vector<T>& values) {
  Json rows = Json::array();
  for (const T& value : values) rows.push_back(row_of(value));
  return rows;
}

std::string cell_of(const Json& value) {
  if (value.is_null()) return "";
  if (value.is_string()) return csv_cell(value.get<std::string>(), ',');
  return value.dump();
}

// Cells under the columns of `shape`, which has every object that can be there; lists have no column.
void write_names(const Json& shape, const std::string& prefix, bool& first, std::ostream& out) {
  for (const auto& [name, value] : shape.items()) {
    if (value.is_array()) continue;
    if (value.is_object()) {
      write_names(value, prefix + name + "_", first, out);
      continue;
    }
    out << (std::exchange(first, false) ? "" : ",") << prefix << name;
  }
}

void write_cells(const Json& shape, const Json& row, bool& first, std::ostream& out) {
  for (const auto& [name, value] : shape.items()) {
    if (value.is_array()) continue;
    const Json cell = row.is_object() && row.contains(name) ? row.at(name) : Json(nullptr);
    if (value.is_object()) {
      write_cells(value, cell, first, out);
      continue;
    }
    out << (std::exchange(first, false) ? "" : ",") << cell_of(cell);
  }
}

template <class T>
void put_table(const T& full, const std::vector<T>& values, std::ostream& out) {
  const Json shape = row_of(full);
  bool first = true;
  write_names(shape, "", first, out);
  out << kLineEnd;
  for (const T& value : values) {
    first = true;
    write_cells(shape, row_of(value), first, out);
    out << kLineEnd;
  }
}

}  // namespace

void write_json(const Trends& trends, std::ostream& out) {
  Json json = head_of(trends.question);
  json["by"] = to_id(trends.question.by);
  json["groups"] = rows_of(trends.rows);
  json["quiet"] = trends.quiet;
  json["not_seen"] = trends.not_seen;
  put(json, out);
}

void write_json(const Scores& scores, std::ostream& out) {
  Json json = head_of(scores.question);
  json["namespaces"] = rows_of(scores.namespaces);
  json["clusters"] = rows_of(scores.clusters);
  put(json, out);
}

void write_json(const Regressions& regressions, std::ostream& out) {
  Json json = head_of(regressions.question);
  json["regressions"] = rows_of(regressions.rows);
  json["unknown_past"] = regressions.unknown_past;
  put(json, out);
}

void write_json(const Incidents& incidents, std::ostream& out) {
  put({{"schema_version", kSchemaVersion},
       {"now", format_rfc3339(incidents.now)},
       {"incidents", rows_of(incidents.rows)}},
      out);
}

void write_json(const std::vector<RunSummary>& runs, std::ostream& out) {
  put({{"schema_version", kSchemaVersion}, {"runs", rows_of(runs)}}, out);
}

void write_csv(const Trends& trends, std::ostream& out) {
  TrendRow full;
  full.group.workload.emplace();
  put_table(full, trends.rows, out);
}

void write_csv(const Scores& scores, std::ostream& out) {
  std::vector<Score> all = scores.clusters;  // without a namespace
  all.insert(all.end(), scores.namespaces.begin(), scores.namespaces.end());
  put_table(Score{}, all, out);
}

void write_csv(const Regressions& regressions, std::ostream& out) {
  Regression full;
  full.group.workload.emplace();
  put_table(full, regressions.rows, out);
}

void write_csv(const Incidents& incidents, std::ostream& out) { put_table(Incident{}, incidents.rows, out); }
void write_csv(const std::vector<RunSummary>& runs, std::ostream& out) { put_table(RunSummary{}, runs, out); }

}  // namespace oomscan::exports
