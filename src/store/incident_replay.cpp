#include "store/incident_replay.hpp"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "store/incident_rows.hpp"
#include "store/states.hpp"

namespace oomscan::store {
namespace {

// Judges the recorded runs of one cluster, one after the other.
class Replay {
 public:
  Replay(SqlConnection& connection, std::int64_t cluster_no, const IncidentJudge& judge)
      : connection_(connection), cluster_no_(cluster_no), judge_(judge) {}

  // Runs from `from` on, and before `until`.
  Result<void> run(const std::string& from, const std::string& until, Ledger& ledger) {
    const auto parts = connection_.query(
        "SELECT run.run_no, run.id, finished_at, range_from, interrupted, complete_set, cluster.id, cluster.name, "
        "types FROM "
        "run_cluster JOIN run ON run.run_no = run_cluster.run_no JOIN cluster ON cluster.cluster_no = "
        "run_cluster.cluster_no WHERE run_cluster.cluster_no = $1 AND run.id >= $2 AND run.id < $3",
        {cluster_no_, from, until});
    if (!parts) return parts.error();
    std::vector<SqlRow> ordered = *parts;
    std::sort(ordered.begin(), ordered.end(),
              [](const SqlRow& a, const SqlRow& b) { return as_text(a[1]) < as_text(b[1]); });
    for (const SqlRow& part : ordered) {
      const auto judged = judge_part(part, ledger);
      if (!judged) return judged;
    }
    return {};
  }

 private:
  Result<void> judge_part(const SqlRow& part, Ledger& ledger) {
    RunRecord run;
    run.id = as_text(part[1]);
    run.finished_at = Timestamp{Seconds{as_int(part[2])}};
    run.range.from = Timestamp{Seconds{as_int(part[3])}};
    run.interrupted = as_int(part[4]) != 0;
    run.types = words_of(as_text(part[8]));
    RecordedCluster cluster;
    cluster.id = as_text(part[6]);
    cluster.name = as_text(part[7]);
    const auto complete = names_of(as_int(part[5]));
    if (!complete) return complete.error();
    cluster.complete_namespaces = *complete;
    const auto findings = connection_.query(
        "SELECT fingerprint, namespace, workload_kind, workload_name, container, type, state, confidence FROM finding "
        "JOIN subject ON subject.subject_no = finding.subject_no JOIN verdict ON verdict.verdict_no = "
        "finding.verdict_no WHERE run_no = $1 AND cluster_no = $2",
        {part[0], cluster_no_});
    if (!findings) return findings.error();
    for (const SqlRow& row : *findings) {
      RecordedFinding finding;
      finding.fingerprint = as_text(row[0]);
      finding.subject = {
          cluster.id, as_text(row[1]), {as_text(row[2]), as_text(row[3])}, as_text(row[4]), as_text(row[5])};
      finding.state = state_of(as_text(row[6]));
      finding.confidence = confidence_of(as_text(row[7]));
      cluster.findings.push_back(std::move(finding));
    }
    run.clusters.push_back(std::move(cluster));
    std::vector<IncidentStep> steps = judge_(run, values_of(ledger));
    const auto resolved = write_resolutions(connection_, run.id, steps);
    if (!resolved) return resolved;
    for (IncidentStep& step : steps) {
      ledger.insert_or_assign(step.incident.fingerprint, std::move(step.incident));
    }
    return {};
  }

  Result<std::vector<std::string>> names_of(std::int64_t set) {
    const auto known = sets_.find(set);
    if (known != sets_.end()) return known->second;
    const auto rows = connection_.query("SELECT namespace FROM namespace_in_set WHERE set_no = $1", {set});
    if (!rows) return rows.error();
    std::vector<std::string> names;
    for (const SqlRow& row : *rows) names.push_back(as_text(row[0]));
    return sets_.emplace(set, std::move(names)).first->second;
  }

  SqlConnection& connection_;
  std::int64_t cluster_no_;
  const IncidentJudge& judge_;
  std::unordered_map<std::int64_t, std::vector<std::string>> sets_;
};

}  // namespace

std::vector<Incident> values_of(const Ledger& ledger) {
  std::vector<Incident> incidents;
  for (const auto& [fingerprint, incident] : ledger) incidents.push_back(incident);
  return incidents;
}

Result<void> replay_runs(SqlConnection& connection, std::int64_t cluster_no, const RunsBetween& runs,
                         const IncidentJudge& judge, Ledger& ledger) {
  return Replay(connection, cluster_no, judge).run(runs.from, runs.until, ledger);
}

}  // namespace oomscan::store
