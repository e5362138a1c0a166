#include "store/run_writer.hpp"

#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "store/cluster_rows.hpp"
#include "store/cluster_writer.hpp"
#include "store/numbering.hpp"
#include "store/subject_rows.hpp"

namespace oomscan::store {
namespace {

std::int64_t seconds(Timestamp time) { return time.time_since_epoch().count(); }

// Parts of one run have each their own times: the run's are the outermost.
Result<std::int64_t> run_number(SqlConnection& connection, const RunRecord& run) {
  const auto written = insert_rows(
      connection, "run",
      "id, started_at, finished_at, version, origin, range_requested, range_from, range_to, interrupted, types",
      {{run.id, seconds(run.started_at), seconds(run.finished_at), run.tool_version, run.origin, run.range_requested,
        seconds(run.range.from), seconds(run.range.to), std::int64_t{run.interrupted ? 1 : 0},
        fmt::format("{}", fmt::join(run.types, " "))}},
      "ON CONFLICT (id) DO UPDATE SET "
      "started_at = CASE WHEN excluded.started_at < run.started_at THEN excluded.started_at ELSE run.started_at END, "
      "finished_at = CASE WHEN excluded.finished_at > run.finished_at THEN excluded.finished_at ELSE run.finished_at "
      "END, "
      "range_from = CASE WHEN excluded.range_from < run.range_from THEN excluded.range_from ELSE run.range_from END, "
      "range_to = CASE WHEN excluded.range_to > run.range_to THEN excluded.range_to ELSE run.range_to END, "
      "interrupted = CASE WHEN excluded.interrupted > run.interrupted THEN excluded.interrupted ELSE run.interrupted "
      "END");
  if (!written) return written.error();
  const auto numbers = numbers_of(connection, {"run", "run_no", "id"}, {run.id});
  if (!numbers) return numbers.error();
  return numbers->at(run.id);
}

// As the store knows it: by its uid, if only another run could read that.
RecordedCluster known_as(const RecordedCluster& cluster, const std::string& id) {
  RecordedCluster known = cluster;
  if (id == cluster.id) return known;
  known.id = id;
  for (RecordedFinding& finding : known.findings) {
    finding.subject.cluster_id = id;
    finding.fingerprint = fingerprint_of(finding.subject, finding.pod);
  }
  return known;
}

Result<bool> is_late(SqlConnection& connection, std::int64_t cluster_no, const std::string& run) {
  const auto newer = connection.query(
      "SELECT 1 FROM run_cluster JOIN run ON run.run_no = run_cluster.run_no WHERE cluster_no = $1 AND id > $2 LIMIT 1",
      {cluster_no, run});
  if (!newer) return newer.error();
  return !newer->empty();
}

}  // namespace

Result<std::vector<WrittenCluster>> write_run(SqlConnection& connection, const RunRecord& run) {
  const auto run_no = run_number(connection, run);
  if (!run_no) return run_no.error();
  std::vector<WrittenCluster> written;
  for (const RecordedCluster& cluster : run.clusters) {
    const auto row = cluster_row(connection, cluster, run.finished_at);
    if (!row) return row.error();
    WrittenCluster each{row->number, known_as(cluster, row->id), false};
    const auto added = write_cluster(connection, run, *run_no, each.cluster, row->number);
    if (!added) return added.error();
    if (!*added) continue;
    const auto late = is_late(connection, row->number, run.id);
    if (!late) return late.error();
    each.late = *late;
    for (RecordedFinding& finding : each.cluster.findings) finding.moments.clear();
    written.push_back(std::move(each));
  }
  return written;
}

}  // namespace oomscan::store
