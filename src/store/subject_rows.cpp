#include "store/subject_rows.hpp"

#include <map>
#include <tuple>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "oomscan/model/identity.hpp"

namespace oomscan::store {
namespace {

Result<void> run_all(SqlConnection& connection, const std::vector<std::string>& statements,
                     const std::vector<SqlValue>& values) {
  for (const std::string& sql : statements) {
    const auto done = connection.query(sql, values);
    if (!done) return done.error();
  }
  return {};
}

// What was remembered of `from` ($1) is remembered of `to` ($2).
Result<void> merge(SqlConnection& connection, std::int64_t from, std::int64_t to) {
  return run_all(
      connection,
      {
          "INSERT INTO failure (subject_no, pod_no, earliest, latest) SELECT $2, pod_no, earliest, latest FROM failure "
          "WHERE subject_no = $1 AND $2 <> $1 ON CONFLICT DO NOTHING",
          "DELETE FROM failure WHERE subject_no = $1 AND $2 <> $1",
          "INSERT INTO finding (run_no, subject_no, pod_no, verdict_no, restart_count) SELECT run_no, $2, pod_no, "
          "verdict_no, restart_count FROM finding WHERE subject_no = $1 AND $2 <> $1 ON CONFLICT DO NOTHING",
          "DELETE FROM finding WHERE subject_no = $1 AND $2 <> $1",
          // Found again when the cluster is judged anew.
          "DELETE FROM resolution WHERE subject_no = $1 AND $2 <> $1",
          "DELETE FROM subject WHERE subject_no = $1 AND $2 <> $1",
      },
      {from, to});
}

// Incidents follow their subject's fingerprint; where both have one, the newer runs' stays until it is judged anew.
Result<void> rename_incidents(SqlConnection& connection, const std::string& before, const std::string& after) {
  for (const char* table : {"incident", "incident_base"}) {
    const auto done = run_all(
        connection,
        {fmt::format("UPDATE {0} SET fingerprint = $2 WHERE fingerprint = $1 AND NOT EXISTS (SELECT 1 FROM {0} mine "
                     "WHERE mine.fingerprint = $2)",
                     table),
         fmt::format("DELETE FROM {} WHERE fingerprint = $1 AND $2 <> $1", table)},
        {before, after});
    if (!done) return done;
  }
  return {};
}

struct Row {
  std::int64_t number = 0;
  std::string fingerprint;
  Subject subject;
  std::string pod;
};

// What makes two subjects of one cluster one: as in the fingerprint, no kind.
auto place_of(const Row& row) {
  Workload workload = row.subject.workload;
  const std::string name(lasting_name(workload));
  return std::tuple(row.subject.namespace_name, name.empty() ? row.pod : name, row.subject.container, row.subject.type);
}

Result<std::vector<Row>> subjects_of(SqlConnection& connection, std::int64_t cluster_no) {
  const auto rows = connection.query(
      "SELECT subject_no, fingerprint, namespace, workload_kind, workload_name, container, type, (SELECT "
      "min(pod.name) FROM failure JOIN pod ON pod.pod_no = failure.pod_no WHERE failure.subject_no = "
      "subject.subject_no) FROM subject WHERE cluster_no = $1 ORDER BY subject_no",
      {cluster_no});
  if (!rows) return rows.error();
  std::vector<Row> subjects;
  for (const SqlRow& row : *rows) {
    subjects.push_back({as_int(row[0]),
                        as_text(row[1]),
                        {"", as_text(row[2]), {as_text(row[3]), as_text(row[4])}, as_text(row[5]), as_text(row[6])},
                        as_text(row[7])});
  }
  return subjects;
}

}  // namespace

std::string fingerprint_of(const Subject& subject, const std::string& pod) {
  Finding finding;
  finding.cluster_id = subject.cluster_id;
  finding.namespace_name = subject.namespace_name;
  finding.workload = subject.workload;
  finding.pod = pod;
  finding.container = subject.container;
  finding.type = subject.type;
  return oomscan::fingerprint_of(finding);
}

Result<void> move_subjects(SqlConnection& connection, std::int64_t from, std::int64_t to, const std::string& id) {
  const auto theirs = subjects_of(connection, from);
  if (!theirs) return theirs.error();
  const auto mine = subjects_of(connection, to);
  if (!mine) return mine.error();
  std::map<decltype(place_of(Row{})), const Row*> known;
  for (const Row& row : *mine) known.try_emplace(place_of(row), &row);
  for (const Row& row : *theirs) {
    const auto same = known.find(place_of(row));
    if (same != known.end()) {
      const auto renamed = rename_incidents(connection, row.fingerprint, same->second->fingerprint);
      if (!renamed) return renamed;
      const auto merged = merge(connection, row.number, same->second->number);
      if (!merged) return merged;
      continue;
    }
    Subject subject = row.subject;
    subject.cluster_id = id;
    const std::string fingerprint = fingerprint_of(subject, row.pod);
    const auto moved = connection.query("UPDATE subject SET cluster_no = $1, fingerprint = $2 WHERE subject_no = $3",
                                        {to, fingerprint, row.number});
    if (!moved) return moved.error();
    const auto renamed = rename_incidents(connection, row.fingerprint, fingerprint);
    if (!renamed) return renamed;
  }
  return {};
}

}  // namespace oomscan::store
