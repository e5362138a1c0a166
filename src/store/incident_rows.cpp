#include "store/incident_rows.hpp"

#include <array>
#include <charconv>
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

Result<std::vector<Incident>> read_incidents(SqlConnection& connection, const std::string& condition) {
  const auto rows = connection.query(
      "SELECT incident.fingerprint, status, opened_at, last_failure_at, last_seen_at, resolved_at, failures, runs, "
      "last_run, healthy_runs, healthy_since, turns, cluster.id, cluster.name, namespace, workload_kind, "
      "workload_name, "
      "container, type FROM incident JOIN subject ON subject.fingerprint = incident.fingerprint JOIN cluster ON "
      "cluster.cluster_no = subject.cluster_no WHERE " +
          condition + " ORDER BY incident.fingerprint",
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
    incidents.push_back(std::move(incident));
  }
  return incidents;
}

Result<void> write_incidents(SqlConnection& connection, const std::vector<Incident>& incidents) {
  std::vector<SqlRow> rows;
  for (const Incident& each : incidents) {
    rows.push_back({each.fingerprint, std::string(to_id(each.status)), seconds(each.opened_at),
                    seconds(each.last_failure_at), seconds(each.last_seen_at), or_null(each.resolved_at), each.failures,
                    each.runs, each.last_run, std::int64_t{each.healthy_runs}, or_null(each.healthy_since),
                    turns_text(each.turns)});
  }
  constexpr std::array kChanging = {"status",   "opened_at", "last_failure_at", "last_seen_at", "resolved_at",
                                    "failures", "runs",      "last_run",        "healthy_runs", "healthy_since",
                                    "turns"};
  std::string update = "ON CONFLICT (fingerprint) DO UPDATE SET ";
  for (const char* column : kChanging) {
    update += fmt::format("{}{} = excluded.{}", column == kChanging.front() ? "" : ", ", column, column);
  }
  return insert_rows(connection, "incident",
                     "fingerprint, status, opened_at, last_failure_at, last_seen_at, resolved_at, failures, runs, "
                     "last_run, healthy_runs, healthy_since, turns",
                     rows, update);
}

}  // namespace oomscan::store
