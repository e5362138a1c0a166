// What is remembered of runs, wherever it is kept: a file, a database, an object store.
//
// Laws that every store keeps (tests/unit/store/contract): a run is there whole or not at all; recorded twice, in
// another order, or in parts by several processes, the store is the same; two writers at once are one after the other.
// No secret of a store's address stands in an error.
#pragma once

#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "oomscan/model/history.hpp"
#include "oomscan/model/incident.hpp"
#include "oomscan/model/result.hpp"
#include "oomscan/model/run_record.hpp"

namespace oomscan {

struct RecordOutcome {
  bool added = false;               // false: all of it was there already
  std::vector<IncidentStep> steps;  // incidents that the run changed
};

struct PruneOutcome {
  std::int64_t runs = 0;      // whose details were removed; their failures stay
  std::int64_t findings = 0;  // rows removed
};

// Blocks; one call at a time. Errors: config (the address), unauthorized, unreachable, io (disk full), bad_answer
// (damaged, or of a newer version of the program), cancelled.
class HistoryStore {
 public:
  virtual ~HistoryStore() = default;

  [[nodiscard]] virtual Result<RecordOutcome> record(const RunRecord& run, std::stop_token stop) = 0;
  // Newest first.
  [[nodiscard]] virtual Result<std::vector<RunSummary>> runs(std::size_t runs_max, std::stop_token stop) = 0;
  // not_found: no run has this id.
  [[nodiscard]] virtual Result<RunRecord> run(const std::string& id, std::stop_token stop) = 0;
  // All that happened and was seen in `span`; `current` is of the newest run up to its end.
  [[nodiscard]] virtual Result<HistorySlice> slice(const Span& span, std::stop_token stop) = 0;
  // By fingerprint.
  [[nodiscard]] virtual Result<std::vector<Incident>> incidents(std::stop_token stop) = 0;
  // Removes what single runs said before `before`; failures, restarts and incidents outlive it.
  [[nodiscard]] virtual Result<PruneOutcome> prune(Timestamp before, std::stop_token stop) = 0;
  // What of the past could not be read, a line each: a damaged object is a gap of its run, not the end of a question.
  [[nodiscard]] virtual std::vector<std::string> notes() const { return {}; }
  // Where it is, for people, without secrets: "sqlite:/path".
  [[nodiscard]] virtual std::string address() const = 0;
};

}  // namespace oomscan
