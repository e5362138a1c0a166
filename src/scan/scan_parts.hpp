// What a scan works with: settings, and the ports behind which everything else stands.
#pragma once

#include "oomscan/ports/artifact_saver.hpp"
#include "oomscan/ports/clock.hpp"
#include "oomscan/ports/judge.hpp"
#include "oomscan/ports/log.hpp"
#include "oomscan/ports/memory_budget.hpp"
#include "oomscan/ports/metrics_reader.hpp"
#include "oomscan/ports/scan_observer.hpp"
#include "oomscan/ports/scheduler.hpp"
#include "scan/namespace_filter.hpp"
#include "scan/scan_settings.hpp"
#include "scan/sink_gate.hpp"

namespace oomscan::scan {

// What every cluster scan of a run shares. References must outlive the scans; all are thread-safe.
struct ScanParts {
  const ScanSettings& settings;
  const NamespaceFilter& filter;
  const Judge& judge;
  Scheduler& scheduler;
  Clock& clock;
  ScanObserver& observer;
  ArtifactSaver* artifacts = nullptr;  // nullptr: none are wanted
  MetricsSource* metrics = nullptr;    // nullptr: Prometheus is not to be asked
  Log* log = nullptr;                  // for details that only a curious person wants
  MemoryBudget* memory = nullptr;      // nullptr: no limit
  SinkGate* sink = nullptr;            // nullptr: nobody is told before the end
};

}  // namespace oomscan::scan
