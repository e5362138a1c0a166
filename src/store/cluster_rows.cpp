#include "store/cluster_rows.hpp"

#include <string>
#include <vector>

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

// What was remembered under the address goes on under the uid. Where both have rows, those of the uid stay: parts of
// one run are not doubled, and pods of one uid are one.
Result<void> join(SqlConnection& connection, std::int64_t by_uid, std::int64_t by_address) {
  return run_all(
      connection,
      {
          "INSERT INTO failure (subject_no, pod_no, earliest, latest) SELECT f.subject_no, mine.pod_no, f.earliest, "
          "f.latest FROM failure f JOIN pod theirs ON theirs.pod_no = f.pod_no JOIN pod mine ON mine.uid = theirs.uid "
          "AND mine.cluster_no = $1 WHERE theirs.cluster_no = $2 ON CONFLICT DO NOTHING",
          "DELETE FROM failure WHERE $1 <> $2 AND pod_no IN (SELECT theirs.pod_no FROM pod theirs JOIN pod mine ON "
          "mine.uid = theirs.uid AND mine.cluster_no = $1 WHERE theirs.cluster_no = $2)",
          "INSERT INTO finding (run_no, subject_no, pod_no, verdict_no, restart_count) SELECT f.run_no, f.subject_no, "
          "mine.pod_no, f.verdict_no, f.restart_count FROM finding f JOIN pod theirs ON theirs.pod_no = f.pod_no JOIN "
          "pod mine ON mine.uid = theirs.uid AND mine.cluster_no = $1 WHERE theirs.cluster_no = $2 ON CONFLICT DO "
          "NOTHING",
          "DELETE FROM finding WHERE $1 <> $2 AND pod_no IN (SELECT theirs.pod_no FROM pod theirs JOIN pod mine ON "
          "mine.uid = theirs.uid AND mine.cluster_no = $1 WHERE theirs.cluster_no = $2)",
          "DELETE FROM pod WHERE cluster_no = $2 AND uid IN (SELECT uid FROM pod WHERE cluster_no = $1)",
          "UPDATE pod SET cluster_no = $1 WHERE cluster_no = $2",
          "UPDATE subject SET cluster_no = $1 WHERE cluster_no = $2",
          "DELETE FROM seen WHERE cluster_no = $2 AND run_no IN (SELECT run_no FROM run_cluster WHERE cluster_no = $1)",
          "UPDATE seen SET cluster_no = $1 WHERE cluster_no = $2",
          "DELETE FROM gap WHERE cluster_no = $2 AND run_no IN (SELECT run_no FROM run_cluster WHERE cluster_no = $1)",
          "UPDATE gap SET cluster_no = $1 WHERE cluster_no = $2",
          "DELETE FROM run_cluster WHERE cluster_no = $2 AND run_no IN (SELECT run_no FROM run_cluster WHERE "
          "cluster_no = $1)",
          "UPDATE run_cluster SET cluster_no = $1 WHERE cluster_no = $2",
          "DELETE FROM namespace_size WHERE cluster_no = $2 AND EXISTS (SELECT 1 FROM namespace_size mine WHERE "
          "mine.cluster_no = $1 AND mine.namespace = namespace_size.namespace AND mine.day = namespace_size.day)",
          "UPDATE namespace_size SET cluster_no = $1 WHERE cluster_no = $2",
          "DELETE FROM cluster WHERE cluster_no = $2 AND $1 <> $2",
      },
      {by_uid, by_address});
}

}  // namespace

Result<std::int64_t> cluster_number(SqlConnection& connection, const RecordedCluster& cluster, Timestamp finished_at) {
  const std::int64_t now = finished_at.time_since_epoch().count();
  const auto added = insert_rows(
      connection, "cluster", "id, name, server, named_at", {{cluster.id, cluster.name, cluster.server, now}},
      "ON CONFLICT (id) DO UPDATE SET "
      "name = CASE WHEN excluded.named_at >= cluster.named_at THEN excluded.name ELSE cluster.name END, "
      "server = CASE WHEN excluded.named_at >= cluster.named_at THEN excluded.server ELSE cluster.server END, "
      "named_at = CASE WHEN excluded.named_at >= cluster.named_at THEN excluded.named_at ELSE cluster.named_at END");
  if (!added) return added.error();
  const auto rows =
      connection.query("SELECT cluster_no, id FROM cluster WHERE id = $1 OR id = $2", {cluster.id, cluster.server});
  if (!rows) return rows.error();
  std::int64_t number = 0;
  std::int64_t by_address = 0;
  for (const SqlRow& row : *rows) (as_text(row[1]) == cluster.id ? number : by_address) = as_int(row[0]);
  if (by_address != 0) {
    const auto joined = join(connection, number, by_address);
    if (!joined) return joined.error();
  }
  return number;
}

}  // namespace oomscan::store
