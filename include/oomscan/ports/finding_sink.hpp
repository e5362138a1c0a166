// Whoever wants to know of findings while a scan runs (a watcher, a store, an alert channel), beside the report at the
// end.
#pragma once

#include <stop_token>

#include "oomscan/model/finding.hpp"
#include "oomscan/model/report.hpp"
#include "oomscan/model/result.hpp"

namespace oomscan {

// Thread-safe: clusters are read at once, and each tells from its own thread. May block: the cluster that tells waits
// for so long, the others go on. What is told is redacted.
class FindingSink {
 public:
  virtual ~FindingSink() = default;

  // One finding, as soon as it is judged. Its description and logs are not saved yet.
  virtual Result<void> found(const Finding& finding, std::stop_token stop) = 0;

  // All findings of the cluster were told before. Called for a cluster that was skipped, too: whoever takes things for
  // resolved needs to know what was not seen.
  virtual Result<void> cluster_done(const ClusterCoverage& coverage, std::stop_token stop) = 0;
};

}  // namespace oomscan
