// One scan of the chosen clusters, for every command that needs one.
#pragma once

#include <chrono>
#include <optional>

#include "app/commands.hpp"
#include "oomscan/model/report.hpp"
#include "oomscan/model/result.hpp"
#include "oomscan/ports/finding_sink.hpp"
#include "oomscan/ports/scan_observer.hpp"

namespace oomscan::app {

struct ScanRun {
  ScanReport report;
  std::optional<Error> sink_error;  // the sink's first failure; it was told nothing after that
};

// Who is told while the scan runs. Both are called from many threads and outlive the scan.
struct ScanListeners {
  ScanObserver& observer;
  FindingSink* sink = nullptr;
};

// Scans what `job.options` select, and saves artifacts if they want that; prints nothing but lines of the log, writes
// no results. `began`: from when on --deadline counts. What is handed out is redacted, unless the options say
// otherwise. Errors, before anything is scanned: usage, config, cancelled, and whatever keeps the kubeconfig from being
// read.
[[nodiscard]] Result<ScanRun> run_scan(const Job& job, const ScanListeners& listeners,
                                       std::chrono::steady_clock::time_point began);

}  // namespace oomscan::app
