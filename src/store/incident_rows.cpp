#include "store/incident_rows.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <optional>

#include <fmt/format.h>

namespace oomscan::store {
namespace {

std::int64_t seconds(Timestamp time) { return time.time_since_epoch().count(); }
Timestamp time_of(const SqlValue& value) { return Timestamp{Seconds{as_int(value)}}; }
SqlValue or_null(const std::optional<Timestamp>& time) { return time ? SqlValue{seconds(*time)} : SqlValue{}; }
std::optional<Timestamp> time_or_none(const SqlValue& value) {
  return is_null(value) ? std::nullopt : std::optional{time_of(value)};
}

std::string turns_text(const std::vector<Timestamp>& turns) {
  std::string text;
  for (const Timestamp turn : turns) text += fmt::format("{}{}", text.empty() ? "" : " ", seconds(turn));
  return text;
}

std::vector<Timestamp> turns_of(const std::string& text) {
  std::vector<Timestamp> turns;
  const char* next = text.data();
  const char* const end = text.data() + text.size();
  while (next < end) {
    std::int64_t value = 0;
    const auto read = std::from_chars(next, end, value);
    if (read.ec != std::errc{}) break;
    turns.emplace_back(Seconds{value});
    next = read.ptr + 1;
  }
  return turns;
}

IncidentStatus status_of(const std::string& id) {
  for (const IncidentStatus status : {IncidentStatus::watched, IncidentStatus::open, IncidentStatus::flapping}) {
    if (to_id(status) == id) return status;
  }
  return IncidentStatus::resolved;
}

}  // namespace

Result<std::vector<Incident>> read_incidents(SqlConnection& connection, std::string_view table,
                                             const std::string& condition) {
  const auto rows = connection.query(
      "SELECT subject.fingerprint, status, opened_at, last_failure_at, last_seen_at, resolved_at, failures, runs, "
      "last_run, healthy_runs, healthy_since, turns, cluster.id, cluster.name, namespace, workload_kind, "
      "workload_name, "
      "container, type, counts_after FROM " +
          std::string(table) +
          " kept_incident JOIN subject ON subject.fingerprint = kept_incident.fingerprint JOIN cluster ON "
          "cluster.cluster_no = subject.cluster_no WHERE " +
          condition,
      {});
  if (!rows) return rows.error();
  std::vector<Incident> incidents;
  for (const SqlRow& row : *rows) {
    Incident incident;
    incident.fingerprint = as_text(row[0]);
    incident.status = status_of(as_text(row[1]));
    incident.opened_at = time_of(row[2]);
    incident.last_failure_at = time_of(row[3]);
    incident.last_seen_at = time_of(row[4]);
    incident.resolved_at = time_or_none(row[5]);
    incident.failures = as_int(row[6]);
    incident.runs = as_int(row[7]);
    incident.last_run = as_text(row[8]);
    incident.healthy_runs = static_cast<int>(as_int(row[9]));
    incident.healthy_since = time_or_none(row[10]);
    incident.turns = turns_of(as_text(row[11]));
    incident.cluster = as_text(row[13]);
    incident.subject = {
        as_text(row[12]), as_text(row[14]), {as_text(row[15]), as_text(row[16])}, as_text(row[17]), as_text(row[18])};
    incident.counts_after = time_of(row[19]);
    incidents.push_back(std::move(incident));
  }
  // Databases differ in how they sort text.
  std::sort(incidents.begin(), incidents.end(),
            [](const Incident& a, const Incident& b) { return a.fingerprint < b.fingerprint; });
  return incidents;
}

Result<void> write_incidents(SqlConnection& connection, std::string_view table,
                             const std::vector<Incident>& incidents) {
  std::vector<SqlRow> rows;
  for (const Incident& each : incidents) {
    rows.push_back({each.fingerprint, std::string(to_id(each.status)), seconds(each.opened_at),
                    seconds(each.last_failure_at), seconds(each.last_seen_at), or_null(each.resolved_at), each.failures,
                    each.runs, each.last_run, std::int64_t{each.healthy_runs}, or_null(each.healthy_since),
                    turns_text(each.turns), seconds(each.counts_after)});
  }
  constexpr std::array kChanging = {"status",   "opened_at",   "last_failure_at", "last_seen_at", "resolved_at",
                                    "failures", "runs",        "last_run",        "healthy_runs", "healthy_since",
                                    "turns",    "counts_after"};
  std::string update = "ON CONFLICT (fingerprint) DO UPDATE SET ";
  for (const char* column : kChanging) {
    update += fmt::format("{}{} = excluded.{}", column == kChanging.front() ? "" : ", ", column, column);
  }
  return insert_rows(connection, table,
                     "fingerprint, status, opened_at, last_failure_at, last_seen_at, resolved_at, failures, runs, "
                     "last_run, healthy_runs, healthy_since, turns, counts_after",
                     rows, update);
}

Result<void> write_resolutions(SqlConnection& connection, const std::string& run,
                               const std::vector<IncidentStep>& steps) {
  for (const IncidentStep& step : steps) {
    if (step.change != IncidentChange::resolved || !step.incident.resolved_at) continue;
    const auto written = connection.query(
        "INSERT INTO resolution (subject_no, run, resolved_at) SELECT subject_no, $2, $3 FROM subject WHERE "
        "fingerprint = $1 ON CONFLICT DO NOTHING",
        {step.incident.fingerprint, run, seconds(*step.incident.resolved_at)});
    if (!written) return written.error();
  }
  return {};
}

Result<void> count_failures(SqlConnection& connection, std::vector<Incident*> incidents) {
  std::erase_if(incidents, [](const Incident* each) { return each->status == IncidentStatus::watched; });
  std::map<std::string, Incident*> by_fingerprint;
  for (Incident* each : incidents) by_fingerprint.emplace(each->fingerprint, each);
  constexpr std::size_t kPerQuestion = 500;
  for (auto next = by_fingerprint.begin(); next != by_fingerprint.end();) {
    std::string marks;
    std::vector<SqlValue> names;
    for (; next != by_fingerprint.end() && names.size() < kPerQuestion; ++next) {
      names.emplace_back(next->first);
      marks += fmt::format("{}${}", names.size() == 1 ? "" : ", ", names.size());
    }
    const auto rows = connection.query(
        "SELECT fingerprint, pod_no, earliest, latest FROM failure JOIN subject ON subject.subject_no = "
        "failure.subject_no WHERE fingerprint IN (" +
            marks + ")",
        names);
    if (!rows) return rows.error();
    std::map<std::pair<std::string, std::int64_t>, std::vector<FailureBounds>> observed;
    for (const SqlRow& row : *rows) {
      observed[{as_text(row[0]), as_int(row[1])}].push_back({time_of(row[2]), time_of(row[3])});
    }
    for (const SqlValue& name : names) {
      Incident& incident = *by_fingerprint.at(as_text(name));
      std::vector<Timestamp> times;
      incident.last_failure_at = {};
      for (auto pod = observed.lower_bound({as_text(name), INT64_MIN});
           pod != observed.end() && pod->first.first == as_text(name); ++pod) {
        for (const FailureBounds& each : distinct_failures(pod->second)) {
          if (incident.resolved_at && each.latest > *incident.resolved_at) continue;
          incident.last_failure_at = std::max(incident.last_failure_at, each.latest);
          if (each.latest > incident.counts_after) times.push_back(each.latest);
        }
      }
      incident.failures = static_cast<std::int64_t>(times.size());
      if (!times.empty()) {
        incident.opened_at = *std::min_element(times.begin(), times.end());
      } else if (!incident.turns.empty()) {
        incident.opened_at = incident.turns.back();  // by the run that opened it
      }
    }
  }
  return {};
}

}  // namespace oomscan::store
