// The history in an SQL database.
#pragma once

#include <memory>
#include <string>

#include "oomscan/ports/history_store.hpp"
#include "store/sql_connection.hpp"

namespace oomscan::store {

class SqlHistoryStore final : public HistoryStore {
 public:
  // `connection` has its tables (prepare_schema).
  SqlHistoryStore(std::unique_ptr<SqlConnection> connection, std::string address, IncidentJudge judge)
      : connection_(std::move(connection)), address_(std::move(address)), judge_(std::move(judge)) {}

  Result<RecordOutcome> record(const RunRecord& run, std::stop_token stop) override;
  Result<std::vector<RunSummary>> runs(std::size_t runs_max, std::stop_token stop) override;
  Result<RunRecord> run(const std::string& id, std::stop_token stop) override;
  Result<HistorySlice> slice(const Span& span, std::stop_token stop) override;
  Result<std::vector<Incident>> incidents(std::stop_token stop) override;
  Result<PruneOutcome> prune(Timestamp before, std::stop_token stop) override;
  std::string address() const override { return address_; }

 private:
  // Incidents of runs that came late, or without a judge.
  Result<void> settle();

  std::unique_ptr<SqlConnection> connection_;
  std::string address_;
  IncidentJudge judge_;
};

}  // namespace oomscan::store
