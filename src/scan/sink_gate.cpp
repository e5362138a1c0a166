#include "scan/sink_gate.hpp"

namespace oomscan::scan {

void SinkGate::findings(const std::vector<Finding>& findings, const std::stop_token& stop) {
  for (const Finding& finding : findings) {
    if (!is_open()) return;
    note(sink_->found(finding, stop));
  }
}

void SinkGate::cluster_done(const ClusterCoverage& coverage, const std::stop_token& stop) {
  if (is_open()) note(sink_->cluster_done(coverage, stop));
}

std::optional<Error> SinkGate::error() const {
  const std::lock_guard lock{mutex_};
  return error_;
}

bool SinkGate::is_open() const { return sink_ != nullptr && !error(); }

void SinkGate::note(const Result<void>& told) {
  if (told) return;
  const std::lock_guard lock{mutex_};
  if (!error_) error_ = told.error();
}

}  // namespace oomscan::scan
