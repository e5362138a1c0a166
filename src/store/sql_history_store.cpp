#include "store/sql_history_store.hpp"

#include <utility>

#include "store/incident_ledger.hpp"
#include "store/incident_rows.hpp"
#include "store/run_reader.hpp"
#include "store/run_writer.hpp"
#include "store/slice_reader.hpp"

namespace oomscan::store {
namespace {

Error stopped() { return {ErrorKind::cancelled, "stopped before the history was asked", ""}; }

}  // namespace

Result<RecordOutcome> SqlHistoryStore::record(const RunRecord& run, std::stop_token stop) {
  if (stop.stop_requested()) return stopped();
  RecordOutcome outcome;
  const auto done = in_transaction(*connection_, [&]() -> Result<void> {
    const auto added = write_run(*connection_, run);
    if (!added) return added.error();
    outcome.added = !added->empty();
    auto steps = judge_written(*connection_, run, *added, judge_);
    if (!steps) return steps.error();
    outcome.steps = *std::move(steps);
    return {};
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
  Result<RunRecord> run = stopped();
  const auto read = in_snapshot(*connection_, [&]() -> Result<void> {
    run = read_run(*connection_, id);
    return run ? Result<void>{} : run.error();
  });
  if (!read) return read.error();
  return run;
}

Result<HistorySlice> SqlHistoryStore::slice(const Span& span, std::stop_token stop) {
  if (stop.stop_requested()) return stopped();
  Result<HistorySlice> slice = stopped();
  auto read = settle();
  if (read) {
    read = in_snapshot(*connection_, [&]() -> Result<void> {
      slice = read_slice(*connection_, span);
      return slice ? Result<void>{} : slice.error();
    });
  }
  if (!read) return with_context(read.error(), "reading the history in " + address_);
  return slice;
}

Result<std::vector<Incident>> SqlHistoryStore::incidents(std::stop_token stop) {
  if (stop.stop_requested()) return stopped();
  const auto settled = settle();
  if (!settled) return with_context(settled.error(), "reading the incidents in " + address_);
  return read_incidents(*connection_, kIncidents, "TRUE");
}

Result<void> SqlHistoryStore::settle() {
  if (!judge_) return {};
  const auto open = has_unsettled(*connection_);
  if (!open) return open.error();
  if (!*open) return {};
  return in_transaction(*connection_, [&] { return settle_incidents(*connection_, judge_); });
}

Result<PruneOutcome> SqlHistoryStore::prune(Timestamp before, std::stop_token stop) {
  if (stop.stop_requested()) return stopped();
  const std::int64_t time = before.time_since_epoch().count();
  PruneOutcome outcome;
  const auto done = in_transaction(*connection_, [&]() -> Result<void> {
    // Runs overlap: one that began earlier than a run that stays, stays as well, so that incidents can go on from here.
    const auto kept = connection_->query("SELECT min(id) FROM run WHERE finished_at >= $1", {time});
    if (!kept) return kept.error();
    const std::string until = is_null(kept->front().front()) ? "~" : as_text(kept->front().front());
    if (judge_) {
      const auto based = keep_base(*connection_, until, judge_);
      if (!based) return based;
    }
    const std::vector<SqlValue> runs{time, until};
    const std::string old = "run_no IN (SELECT run_no FROM run WHERE finished_at < $1 AND id < $2)";
    const auto counts = connection_->query("SELECT count(DISTINCT run_no), count(*) FROM finding WHERE " + old, runs);
    if (!counts) return counts.error();
    outcome = {as_int(counts->front()[0]), as_int(counts->front()[1])};
    for (const char* table : {"finding", "gap"}) {
      const auto removed = connection_->query(std::string("DELETE FROM ") + table + " WHERE " + old, runs);
      if (!removed) return removed.error();
    }
    return {};
  });
  if (!done) return with_context(done.error(), "pruning the history in " + address_);
  return outcome;
}

}  // namespace oomscan::store
