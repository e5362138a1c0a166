// What a scan has to do with the past: which of its findings are news, and that it is remembered. Whatever fails here
// costs the scan none of its other results.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/commands.hpp"
#include "oomscan/model/report.hpp"
#include "oomscan/model/result.hpp"
#include "oomscan/model/run_record.hpp"
#include "oomscan/ports/history_store.hpp"
#include "store/open_store.hpp"

namespace oomscan::app {

class ScanMemory {
 public:
  // Before the scan, so that minutes of work do not end in a mistyped word. usage: the address; usage, io, bad_answer:
  // the file of --baseline.
  [[nodiscard]] static Result<ScanMemory> prepare(const Job& job);

  // Says of each finding what the past says of it, and gives the run its id. Before anything is written or shown.
  void recall(ScanReport& report);

  // Records the run, an interrupted one too. After everything else.
  void record(const ScanReport& report);

  // Something of the history failed; it has been said on the log.
  [[nodiscard]] bool failed() const { return failed_; }

 private:
  explicit ScanMemory(const Job& job) : job_(&job) {}
  void fail(const Error& error, std::string_view doing);

  const Job* job_;
  std::optional<store::StoreAddress> address_;
  std::optional<RunRecord> baseline_;
  std::unique_ptr<HistoryStore> store_;
  bool failed_ = false;
};

}  // namespace oomscan::app
