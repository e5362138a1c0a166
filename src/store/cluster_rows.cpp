#include "store/cluster_rows.hpp"

#include <string>
#include <vector>

#include "store/subject_rows.hpp"

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
Result<void> join(SqlConnection& connection, std::int64_t by_uid, const std::string& uid, std::int64_t by_address) {
  const auto moved = move_subjects(connection, by_address, by_uid, uid);
  if (!moved) return moved;
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
          "DELETE FROM cluster_address WHERE cluster_no = $2 AND $1 <> $2",
          "DELETE FROM cluster WHERE cluster_no = $2 AND $1 <> $2",
          "UPDATE cluster SET unsettled = 1 WHERE cluster_no = $1 AND $1 <> $2",
      },
      {by_uid, by_address});
}

// Where the address was last seen to lead.
Result<std::vector<SqlRow>> known_by_address(SqlConnection& connection, const std::string& server) {
  return connection.query(
      "SELECT cluster.cluster_no, id FROM cluster_address JOIN cluster ON cluster.cluster_no = "
      "cluster_address.cluster_no WHERE cluster_address.server = $1 ORDER BY seen_at DESC, id LIMIT 1",
      {server});
}

Result<void> join_those_of_its_address(SqlConnection& connection, const ClusterRow& mine, const std::string& server,
                                       std::int64_t now) {
  const auto noted =
      insert_rows(connection, "cluster_address", "server, cluster_no, seen_at", {{server, mine.number, now}},
                  "ON CONFLICT (server, cluster_no) DO UPDATE SET seen_at = CASE WHEN excluded.seen_at > "
                  "cluster_address.seen_at THEN excluded.seen_at ELSE cluster_address.seen_at END");
  if (!noted) return noted;
  const auto by_address = connection.query("SELECT cluster_no FROM cluster WHERE id = $1", {server});
  if (!by_address) return by_address.error();
  if (by_address->empty()) return {};
  return join(connection, mine.number, mine.id, as_int(by_address->front().front()));
}

}  // namespace

Result<ClusterRow> cluster_row(SqlConnection& connection, const RecordedCluster& cluster, Timestamp finished_at) {
  const std::int64_t now = finished_at.time_since_epoch().count();
  ClusterRow row{0, cluster.id};
  const bool uid_is_known = cluster.id != cluster.server;
  if (!uid_is_known) {
    const auto known = known_by_address(connection, cluster.server);
    if (!known) return known.error();
    if (!known->empty()) row.id = as_text(known->front()[1]);
  }
  const auto added = insert_rows(
      connection, "cluster", "id, name, server, named_at", {{row.id, cluster.name, cluster.server, now}},
      "ON CONFLICT (id) DO UPDATE SET "
      "name = CASE WHEN excluded.named_at >= cluster.named_at THEN excluded.name ELSE cluster.name END, "
      "server = CASE WHEN excluded.named_at >= cluster.named_at THEN excluded.server ELSE cluster.server END, "
      "named_at = CASE WHEN excluded.named_at >= cluster.named_at THEN excluded.named_at ELSE cluster.named_at END");
  if (!added) return added.error();
  const auto rows = connection.query("SELECT cluster_no FROM cluster WHERE id = $1", {row.id});
  if (!rows) return rows.error();
  row.number = as_int(rows->front().front());
  if (uid_is_known && !cluster.server.empty()) {
    const auto joined = join_those_of_its_address(connection, row, cluster.server, now);
    if (!joined) return joined.error();
  }
  return row;
}

}  // namespace oomscan::store
