#include "app/exit_code.hpp"

#include <algorithm>

namespace oomscan::app {

namespace {

// A state that nobody knows may be a failure right now.
bool counts(const Finding& finding, FailOn fail_on) {
  // Nor is a failure whose past nobody knows an old one.
  if (fail_on == FailOn::fresh) return finding.novelty != Novelty::known;
  if (fail_on == FailOn::active) return finding.state == State::active || finding.state == State::unknown;
  return fail_on == FailOn::any;
}

}  // namespace

int exit_code_for(const ScanReport& report, const Options& options) {
  if (report.interrupted) return kExitInterrupted;
  // A pattern that fits no namespace anywhere has looked at nothing: not to be taken for a clean fleet.
  const bool nothing_seen = std::all_of(report.coverage.begin(), report.coverage.end(), [](const ClusterCoverage& c) {
    return c.status == CoverageStatus::skipped || c.namespaces_selected == 0;
  });
  if (nothing_seen) return kExitNothingScanned;
  if (std::any_of(report.findings.begin(), report.findings.end(),
                  [&](const Finding& finding) { return counts(finding, options.fail_on); })) {
    return kExitFindings;
  }
  if (!report.complete() && !options.allow_gaps) return kExitGaps;
  return kExitSeenAll;
}

}  // namespace oomscan::app
