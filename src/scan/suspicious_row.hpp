// Which lines of the table of pods are worth a look at the whole pod.
// Invariant: a pod that is passed by could not lead to a finding, but for what no table shows: init and ephemeral
// containers that have ended. Pure.
#pragma once

#include "oomscan/model/time.hpp"
#include "oomscan/ports/cluster_reader.hpp"
#include "oomscan/ports/judge.hpp"

namespace oomscan::scan {

// How far the clocks of this machine, the API server and a node may be apart before an old restart is taken for older
// than the range.
inline constexpr Seconds kClocksApartMax{3600};

class Suspicion {
 public:
  // `judge` may be asked here only. `range`: restarts before it are history.
  Suspicion(const Judge& judge, const TimeRange& range, Timestamp now);

  [[nodiscard]] bool is_raised_by(const PodRow& row) const;

 private:
  [[nodiscard]] bool restarts_are_history(const PodRow& row) const;

  bool completed_may_be_evicted_;
  Seconds history_;  // restarts that are longer ago are before the range
};

}  // namespace oomscan::scan
