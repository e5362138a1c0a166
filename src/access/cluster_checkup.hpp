// Tries what a scan of one cluster needs, in the order in which a scan needs it.
#pragma once

#include <stop_token>
#include <string>

#include "access/cluster_probe.hpp"
#include "access/right.hpp"
#include "oomscan/model/checkup.hpp"
#include "oomscan/model/cluster.hpp"
#include "oomscan/model/options.hpp"
#include "oomscan/model/time.hpp"
#include "oomscan/ports/scheduler.hpp"

namespace oomscan::access {

// A clock that is off by less than this moves nothing in a report that anybody would notice.
inline constexpr Seconds kClockDifferenceMax{60};
// Prometheus data that begins this little inside the range is not worth a word.
inline constexpr Seconds kHistoryTolerance{900};

// References outlive the call.
struct CheckupFrame {
  const Options& options;
  TimeRange range;   // of the scan that is asked about
  std::string tool;  // "oc", for commands
  Scheduler& scheduler;
  RulesNeed need{};
};

// Never fails: what could not be learned is unknown.
[[nodiscard]] ClusterCheckup examine(const Cluster& cluster, ClusterProbe& probe, const CheckupFrame& frame,
                                     std::stop_token stop);

}  // namespace oomscan::access
