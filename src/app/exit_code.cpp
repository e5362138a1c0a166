#include "app/exit_code.hpp"

#include <algorithm>

namespace oomscan::app {

int exit_code_for(const ScanReport& report, const Options& options) {
  if (report.interrupted) return kExitInterrupted;
  // A pattern that fits no namespace anywhere has looked at nothing: not to be taken for a clean fleet.
  const bool nothing_seen = std::all_of(report.coverage.begin(), report.coverage.end(), [](const ClusterCoverage& c) {
    return c.status == CoverageStatus::skipped || c.namespaces_selected == 0;
  });
  if (nothing_seen) return kExitNothingScanned;
  if (options.fail_on_findings && !report.findings.empty()) return kExitFindings;
  if (!report.complete() && !options.allow_gaps) return kExitGaps;
  return kExitSeenAll;
}

}  // namespace oomscan::app
