#include "store/sql_history_store.hpp"

#include <utility>

#include "store/incident_rows.hpp"
#include "store/run_reader.hpp"
#include "store/run_writer.hpp"
#include "store/slice_reader.hpp"

namespace oomscan::store {
namespace {

Error stopped() { return {ErrorKind::cancelled, "stopped before the history was asked", ""}; }

// Those that this run can change, and those whose being absent from it says something.
Result<void> judge_incidents(SqlConnection& connection, const RunRecord& run, const IncidentJudge& judge,
                             std::vector<IncidentStep>& steps) {
  const auto before = read_incidents(connection, "TRUE");
  if (!before) return before.error();
  steps = judge(run, *before);
  std::vector<Incident> changed;
  for (const IncidentStep& step : steps) changed.push_back(step.incident);
  return write_incidents(connection, changed);
}

}  // namespace

Result<RecordOutcome> SqlHistoryStore::record(const RunRecord& run, std::stop_token stop) {
  if (stop.stop_requested()) return stopped();
  RecordOutcome outcome;
  const auto done = in_transaction(*connection_, [&]() -> Result<void> {
    const auto added = write_run(*connection_, run);
    if (!added) return added.error();
    outcome.added = *added > 0;
    if (!outcome.added || !judge_) return {};
    return judge_incidents(*connection_, run, judge_, outcome.steps);
  });
  if (!done) return with_context(done.error(), "recording the run in " + address_);
  return outcome;
}

Result<std::vector<RunSummary>> SqlHistoryStore::runs(std::size_t runs_max, std::stop_token stop) {
  if (stop.stop_requested()) return stopped();
  return read_runs(*connection_, runs_max);
}

Result<RunRecord> SqlHistoryStore::run(const std::string& id, std::stop_token stop) {
  if (stop.stop_requested()) return stopped();
  return read_run(*connection_, id);
}

Result<HistorySlice> SqlHistoryStore::slice(const Span& span, std::stop_token stop) {
  if (stop.stop_requested()) return stopped();
  auto slice = read_slice(*connection_, span);
  if (!slice) return with_context(slice.error(), "reading the history in " + address_);
  return slice;
}

Result<std::vector<Incident>> SqlHistoryStore::incidents(std::stop_token stop) {
  if (stop.stop_requested()) return stopped();
  return read_incidents(*connection_, "TRUE");
}

Result<PruneOutcome> SqlHistoryStore::prune(Timestamp before, std::stop_token stop) {
  if (stop.stop_requested()) return stopped();
  const std::vector<SqlValue> until{before.time_since_epoch().count()};
  PruneOutcome outcome;
  const auto done = in_transaction(*connection_, [&]() -> Result<void> {
    const auto runs = connection_->query(
        "SELECT count(*) FROM run WHERE finished_at < $1 AND EXISTS (SELECT 1 FROM finding WHERE finding.run_no = "
        "run.run_no)",
        until);
    if (!runs) return runs.error();
    outcome.runs = as_int(runs->front().front());
    const auto findings = connection_->query(
        "SELECT count(*) FROM finding WHERE run_no IN (SELECT run_no FROM run WHERE finished_at < $1)", until);
    if (!findings) return findings.error();
    outcome.findings = as_int(findings->front().front());
    for (const char* table : {"finding", "gap"}) {
      const auto removed = connection_->query(
          std::string("DELETE FROM ") + table + " WHERE run_no IN (SELECT run_no FROM run WHERE finished_at < $1)",
          until);
      if (!removed) return removed.error();
    }
    return {};
  });
  if (!done) return with_context(done.error(), "pruning the history in " + address_);
  return outcome;
}

}  // namespace oomscan::store
