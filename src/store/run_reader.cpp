#include "store/run_reader.hpp"

#include <map>
#include <utility>

#include <fmt/format.h>

#include "oomscan/model/text.hpp"
#include "store/states.hpp"

namespace oomscan::store {
namespace {

Timestamp time_of(const SqlValue& value) { return Timestamp{Seconds{as_int(value)}}; }

std::optional<std::int64_t> known(const SqlValue& value) {
  return is_null(value) || as_int(value) < 0 ? std::nullopt : std::optional{as_int(value)};
}

class RunReader {
 public:
  explicit RunReader(SqlConnection& connection) : connection_(connection) {}

  Result<RunRecord> read(const std::string& id) {
    const auto head = connection_.query(
        "SELECT run_no, started_at, finished_at, version, origin, range_requested, range_from, range_to, interrupted, "
        "types FROM run WHERE id = $1",
        {id});
    if (!head) return head.error();
    if (head->empty()) {
      return Error{ErrorKind::not_found, fmt::format("no run '{}' is remembered", printable(id)),
                   "'oom-scan history runs' lists them"};
    }
    const SqlRow& row = head->front();
    run_no_ = as_int(row[0]);
    run_.id = id;
    run_.started_at = time_of(row[1]);
    run_.finished_at = time_of(row[2]);
    run_.tool_version = as_text(row[3]);
    run_.origin = as_text(row[4]);
    run_.range_requested = as_text(row[5]);
    run_.range = {time_of(row[6]), time_of(row[7])};
    run_.interrupted = as_int(row[8]) != 0;
    run_.types = words_of(as_text(row[9]));
    for (const auto step : {&RunReader::read_clusters, &RunReader::read_seen, &RunReader::read_gaps,
                            &RunReader::read_findings, &RunReader::read_failures, &RunReader::read_sizes}) {
      const Result<void> done = (this->*step)();
      if (!done) return done.error();
    }
    return std::move(run_);
  }

 private:
  template <class Take>
  Result<void> each(const std::string& sql, Take take) {
    const auto rows = connection_.query(sql, {run_no_});
    if (!rows) return rows.error();
    for (const SqlRow& row : *rows) take(row);
    return {};
  }
  RecordedCluster& cluster(const SqlValue& number) { return run_.clusters[index_.at(as_int(number))]; }

  Result<void> read_clusters() {
    const auto heads = each(
        "SELECT cluster.cluster_no, id, name, server, status, pods FROM run_cluster JOIN cluster ON cluster.cluster_no "
        "= "
        "run_cluster.cluster_no WHERE run_no = $1 ORDER BY name, id",
        [&](const SqlRow& row) {
          index_.emplace(as_int(row[0]), run_.clusters.size());
          RecordedCluster cluster;
          cluster.id = as_text(row[1]);
          cluster.name = as_text(row[2]);
          cluster.server = as_text(row[3]);
          cluster.status = as_text(row[4]);
          cluster.pods = as_int(row[5]);
          run_.clusters.push_back(std::move(cluster));
        });
    if (!heads) return heads;
    return each(
        "SELECT cluster_no, namespace FROM run_cluster JOIN namespace_in_set ON set_no = complete_set WHERE run_no = "
        "$1 "
        "ORDER BY cluster_no, namespace",
        [&](const SqlRow& row) { cluster(row[0]).complete_namespaces.push_back(as_text(row[1])); });
  }

  Result<void> read_seen() {
    return each(
        "SELECT cluster_no, namespace, source, seen_from, seen_to FROM seen JOIN namespace_in_set ON "
        "namespace_in_set.set_no = seen.set_no WHERE run_no = $1 ORDER BY cluster_no, namespace, source, seen_from",
        [&](const SqlRow& row) {
          cluster(row[0]).seen.push_back({as_text(row[1]), as_text(row[2]), {time_of(row[3]), time_of(row[4])}});
        });
  }

  Result<void> read_gaps() {
    // A set without names, as early versions recorded it, is that of a whole cluster.
    return each(
        "SELECT cluster_no, COALESCE(namespace, '') AS place, what, why, detail FROM gap LEFT JOIN namespace_in_set ON "
        "namespace_in_set.set_no = gap.set_no WHERE run_no = $1 ORDER BY cluster_no, place, what, why",
        [&](const SqlRow& row) {
          cluster(row[0]).gaps.push_back({as_text(row[1]), as_text(row[2]), as_text(row[3]), as_text(row[4])});
        });
  }

  Result<void> read_findings() {
    return each(
        "SELECT subject.cluster_no, fingerprint, namespace, workload_kind, workload_name, container, type, pod.name, "
        "pod.uid, state, confidence, cause, node, image, exit_code, restart_count, memory_limit_bytes, "
        "finding.subject_no, finding.pod_no FROM finding JOIN subject ON subject.subject_no = finding.subject_no JOIN "
        "pod "
        "ON pod.pod_no = finding.pod_no JOIN verdict ON verdict.verdict_no = finding.verdict_no WHERE run_no = $1 "
        "ORDER "
        "BY subject.cluster_no, namespace, pod.name, container, type, pod.uid",
        [&](const SqlRow& row) {
          RecordedCluster& where = cluster(row[0]);
          RecordedFinding finding;
          finding.fingerprint = as_text(row[1]);
          finding.subject = {
              where.id, as_text(row[2]), {as_text(row[3]), as_text(row[4])}, as_text(row[5]), as_text(row[6])};
          finding.pod = as_text(row[7]);
          finding.pod_uid = as_text(row[8]);
          if (finding.pod_uid.starts_with("name:")) finding.pod_uid.clear();
          finding.state = state_of(as_text(row[9]));
          finding.confidence = confidence_of(as_text(row[10]));
          finding.cause = as_text(row[11]);
          finding.node = as_text(row[12]);
          finding.image = as_text(row[13]);
          if (const auto code = known(row[14])) finding.exit_code = static_cast<int>(*code);
          finding.restart_count = known(row[15]);
          finding.memory_limit_bytes = known(row[16]);
          finding_index_[{as_int(row[17]), as_int(row[18])}] = {index_.at(as_int(row[0])), where.findings.size()};
          where.findings.push_back(std::move(finding));
        });
  }

  // Those that were known by then: what came later belongs to later runs.
  Result<void> read_failures() {
    const std::int64_t until = run_.finished_at.time_since_epoch().count();
    const auto rows = connection_.query(
        "SELECT failure.subject_no, failure.pod_no, earliest, latest FROM finding JOIN failure ON failure.subject_no = "
        "finding.subject_no AND failure.pod_no = finding.pod_no WHERE run_no = $1 AND earliest <= $2 ORDER BY earliest",
        {run_no_, until});
    if (!rows) return rows.error();
    for (const SqlRow& row : *rows) {
      const auto [cluster, finding] = finding_index_.at({as_int(row[0]), as_int(row[1])});
      run_.clusters[cluster].findings[finding].moments.push_back({time_of(row[2]), time_of(row[3])});
    }
    return {};
  }

  Result<void> read_sizes() {
    const std::int64_t day = run_.finished_at.time_since_epoch().count() / 86400 * 86400;
    const auto rows = connection_.query(
        "SELECT namespace_size.cluster_no, namespace, namespace_size.pods FROM namespace_size JOIN run_cluster ON "
        "run_cluster.cluster_no = namespace_size.cluster_no WHERE run_no = $1 AND day = $2 ORDER BY namespace",
        {run_no_, day});
    if (!rows) return rows.error();
    for (const SqlRow& row : *rows) cluster(row[0]).sizes.push_back({0, as_text(row[1]), as_int(row[2])});
    return {};
  }

  SqlConnection& connection_;
  std::int64_t run_no_ = 0;
  RunRecord run_;
  std::map<std::int64_t, std::size_t> index_;
  std::map<std::pair<std::int64_t, std::int64_t>, std::pair<std::size_t, std::size_t>> finding_index_;
};

}  // namespace

Result<std::vector<RunSummary>> read_runs(SqlConnection& connection, std::size_t runs_max) {
  const auto rows = connection.query(
      fmt::format("SELECT id, started_at, finished_at, version, origin, interrupted, "
                  "(SELECT count(*) FROM run_cluster WHERE run_cluster.run_no = run.run_no), "
                  "(SELECT count(*) FROM run_cluster WHERE run_cluster.run_no = run.run_no AND status = 'skipped'), "
                  "(SELECT count(*) FROM finding WHERE finding.run_no = run.run_no), "
                  "(SELECT count(*) FROM finding JOIN verdict ON verdict.verdict_no = finding.verdict_no WHERE "
                  "finding.run_no = run.run_no AND state = 'active'), "
                  "(SELECT count(*) FROM gap WHERE gap.run_no = run.run_no) "
                  "FROM run ORDER BY id DESC LIMIT {}",
                  runs_max),
      {});
  if (!rows) return rows.error();
  std::vector<RunSummary> runs;
  for (const SqlRow& row : *rows) {
    runs.push_back({as_text(row[0]), time_of(row[1]), time_of(row[2]), as_text(row[3]), as_text(row[4]),
                    as_int(row[5]) != 0, as_int(row[6]), as_int(row[7]), as_int(row[8]), as_int(row[9]),
                    as_int(row[10])});
  }
  return runs;
}

Result<RunRecord> read_run(SqlConnection& connection, const std::string& id) { return RunReader(connection).read(id); }

}  // namespace oomscan::store
