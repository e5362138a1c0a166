// The way from a scan to a sink. A sink that fails is not told any more, and never keeps the scan from its report.
#pragma once

#include <mutex>
#include <optional>
#include <stop_token>
#include <vector>

#include "oomscan/ports/finding_sink.hpp"

namespace oomscan::scan {

// Thread-safe. The sink outlives it.
class SinkGate {
 public:
  // nullptr: nobody wants to know.
  explicit SinkGate(FindingSink* sink) : sink_(sink) {}

  // Blocks as long as the sink does.
  void findings(const std::vector<Finding>& findings, const std::stop_token& stop);
  void cluster_done(const ClusterCoverage& coverage, const std::stop_token& stop);

  // The first failure.
  [[nodiscard]] std::optional<Error> error() const;

 private:
  [[nodiscard]] bool is_open() const;
  void note(const Result<void>& told);

  FindingSink* sink_;
  mutable std::mutex mutex_;
  std::optional<Error> error_;
};

}  // namespace oomscan::scan
