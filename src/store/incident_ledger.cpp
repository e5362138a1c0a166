#include "store/incident_ledger.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "store/incident_replay.hpp"
#include "store/incident_rows.hpp"
#include "store/states.hpp"

namespace oomscan::store {
namespace {

constexpr std::string_view kBaseUntil = "incident_base_until";
// Sorts behind every id.
constexpr std::string_view kAllRuns = "~";

std::string of_cluster(std::int64_t cluster_no) { return fmt::format("cluster.cluster_no = {}", cluster_no); }

bool is_open(const Incident& incident) {
  return incident.status == IncidentStatus::open || incident.status == IncidentStatus::flapping;
}

Result<Ledger> read_ledger(SqlConnection& connection, std::string_view table, const std::string& condition) {
  auto rows = read_incidents(connection, table, condition);
  if (!rows) return rows.error();
  Ledger ledger;
  for (Incident& each : *rows) ledger.emplace(each.fingerprint, std::move(each));
  return ledger;
}

// Nothing before this run can be judged any more.
Result<std::string> base_until(SqlConnection& connection) {
  const auto rows = connection.query("SELECT value FROM kept WHERE name = $1", {std::string(kBaseUntil)});
  if (!rows) return rows.error();
  return rows->empty() ? std::string{} : as_text(rows->front().front());
}

IncidentChange change_between(const Incident* before, const Incident& after) {
  const bool was_open = before != nullptr && is_open(*before);
  if (is_open(after) && !was_open) {
    if (after.status == IncidentStatus::flapping) return IncidentChange::flapping;
    return before == nullptr || before->status == IncidentStatus::watched ? IncidentChange::opened
                                                                          : IncidentChange::reopened;
  }
  if (after.status == IncidentStatus::resolved && was_open) return IncidentChange::resolved;
  return is_open(after) ? IncidentChange::updated : IncidentChange::none;
}

Result<void> counted(SqlConnection& connection, Ledger& ledger) {
  std::vector<Incident*> all;
  for (auto& [fingerprint, incident] : ledger) all.push_back(&incident);
  return count_failures(connection, std::move(all));
}

Result<std::vector<IncidentStep>> judge_anew(SqlConnection& connection, std::int64_t cluster_no,
                                             const IncidentJudge& judge) {
  const auto before = read_ledger(connection, kIncidents, of_cluster(cluster_no));
  if (!before) return before.error();
  auto after = read_ledger(connection, kIncidentBase, of_cluster(cluster_no));
  if (!after) return after.error();
  const auto from = base_until(connection);
  if (!from) return from.error();
  const auto forgotten = connection.query(
      "DELETE FROM resolution WHERE run >= $2 AND subject_no IN (SELECT subject_no FROM subject WHERE cluster_no = $1)",
      {cluster_no, *from});
  if (!forgotten) return forgotten.error();
  const auto replayed = replay_runs(connection, cluster_no, {*from, std::string(kAllRuns)}, judge, *after);
  if (!replayed) return replayed.error();
  const auto done = counted(connection, *after);
  if (!done) return done.error();
  std::vector<IncidentStep> steps;
  for (const auto& [fingerprint, incident] : *after) {
    const auto was = before->find(fingerprint);
    if (was != before->end() && was->second == incident) continue;
    steps.push_back({incident, change_between(was == before->end() ? nullptr : &was->second, incident)});
  }
  for (const auto& [fingerprint, incident] : *before) {
    if (after->contains(fingerprint)) continue;
    const auto removed = connection.query("DELETE FROM incident WHERE fingerprint = $1", {fingerprint});
    if (!removed) return removed.error();
  }
  std::vector<Incident> changed;
  for (const IncidentStep& step : steps) changed.push_back(step.incident);
  const auto written = write_incidents(connection, kIncidents, changed);
  if (!written) return written.error();
  const auto settled = connection.query("UPDATE cluster SET unsettled = 0 WHERE cluster_no = $1", {cluster_no});
  if (!settled) return settled.error();
  return steps;
}

// The newest run of its clusters: it goes on from where the one before ended.
Result<std::vector<IncidentStep>> judge_next(SqlConnection& connection, const RunRecord& run,
                                             const std::vector<std::int64_t>& clusters, const IncidentJudge& judge) {
  auto before =
      read_incidents(connection, kIncidents, fmt::format("cluster.cluster_no IN ({})", fmt::join(clusters, ", ")));
  if (!before) return before.error();
  std::vector<IncidentStep> steps = judge(run, *before);
  const auto resolved = write_resolutions(connection, run.id, steps);
  if (!resolved) return resolved.error();
  std::set<std::string> stepped;
  std::vector<Incident*> touched;
  for (IncidentStep& step : steps) {
    stepped.insert(step.incident.fingerprint);
    touched.push_back(&step.incident);
  }
  // Of those without a step the run may know better when they failed.
  std::set<std::string> found;
  for (const RecordedCluster& cluster : run.clusters) {
    for (const RecordedFinding& finding : cluster.findings) found.insert(finding.fingerprint);
  }
  std::erase_if(*before, [&](const Incident& each) {
    return stepped.contains(each.fingerprint) || !found.contains(each.fingerprint);
  });
  for (Incident& incident : *before) touched.push_back(&incident);
  const auto counted = count_failures(connection, touched);
  if (!counted) return counted.error();
  std::vector<Incident> changed;
  for (const Incident* incident : touched) changed.push_back(*incident);
  const auto written = write_incidents(connection, kIncidents, changed);
  if (!written) return written.error();
  return steps;
}

Result<std::vector<std::int64_t>> unsettled(SqlConnection& connection) {
  const auto rows = connection.query("SELECT cluster_no FROM cluster WHERE unsettled <> 0 ORDER BY cluster_no", {});
  if (!rows) return rows.error();
  std::vector<std::int64_t> numbers;
  for (const SqlRow& row : *rows) numbers.push_back(as_int(row.front()));
  return numbers;
}

}  // namespace

Result<std::vector<IncidentStep>> judge_written(SqlConnection& connection, const RunRecord& run,
                                                const std::vector<WrittenCluster>& written,
                                                const IncidentJudge& judge) {
  const auto behind = unsettled(connection);
  if (!behind) return behind.error();
  const auto until = base_until(connection);
  if (!until) return until.error();
  RunRecord in_order = run;
  in_order.clusters.clear();
  std::vector<std::int64_t> in_order_numbers;
  std::vector<std::int64_t> anew;
  for (const WrittenCluster& each : written) {
    // What came before the base cannot be judged: later runs' details are gone.
    if (run.id < *until) continue;
    if (!each.late && judge && std::find(behind->begin(), behind->end(), each.cluster_no) == behind->end()) {
      in_order.clusters.push_back(each.cluster);
      in_order_numbers.push_back(each.cluster_no);
      continue;
    }
    const auto marked = connection.query("UPDATE cluster SET unsettled = 1 WHERE cluster_no = $1", {each.cluster_no});
    if (!marked) return marked.error();
    if (judge && !(each.late && run.origin == "import")) anew.push_back(each.cluster_no);
  }
  std::vector<IncidentStep> steps;
  if (!in_order.clusters.empty()) {
    auto next = judge_next(connection, in_order, in_order_numbers, judge);
    if (!next) return next.error();
    steps = *std::move(next);
  }
  for (const std::int64_t cluster_no : anew) {
    auto more = judge_anew(connection, cluster_no, judge);
    if (!more) return more.error();
    for (IncidentStep& step : *more) steps.push_back(std::move(step));
  }
  return steps;
}

Result<bool> has_unsettled(SqlConnection& connection) {
  const auto clusters = unsettled(connection);
  if (!clusters) return clusters.error();
  return !clusters->empty();
}

Result<void> settle_incidents(SqlConnection& connection, const IncidentJudge& judge) {
  const auto clusters = unsettled(connection);
  if (!clusters) return clusters.error();
  for (const std::int64_t cluster_no : *clusters) {
    const auto done = judge_anew(connection, cluster_no, judge);
    if (!done) return done.error();
  }
  return {};
}

Result<void> keep_base(SqlConnection& connection, const std::string& until, const IncidentJudge& judge) {
  const auto from = base_until(connection);
  if (!from) return from.error();
  if (until <= *from) return {};
  const auto clusters = connection.query("SELECT cluster_no FROM cluster", {});
  if (!clusters) return clusters.error();
  for (const SqlRow& row : *clusters) {
    const std::int64_t cluster_no = as_int(row.front());
    auto base = read_ledger(connection, kIncidentBase, of_cluster(cluster_no));
    if (!base) return base.error();
    const auto replayed = replay_runs(connection, cluster_no, {*from, until}, judge, *base);
    if (!replayed) return replayed;
    const auto done = counted(connection, *base);
    if (!done) return done;
    const auto written = write_incidents(connection, kIncidentBase, values_of(*base));
    if (!written) return written;
  }
  return insert_rows(connection, "kept", "name, value", {{std::string(kBaseUntil), until}},
                     "ON CONFLICT (name) DO UPDATE SET value = excluded.value");
}

}  // namespace oomscan::store
