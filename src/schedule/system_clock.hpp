// The time of this machine.
#pragma once

#include "oomscan/ports/clock.hpp"

namespace oomscan::schedule {

// Stateless, thread-safe.
class SystemClock : public Clock {
 public:
  [[nodiscard]] Timestamp now() const override;
  [[nodiscard]] std::chrono::steady_clock::time_point steady_now() const override;
  bool sleep(std::chrono::milliseconds duration, std::stop_token stop) override;
};

}  // namespace oomscan::schedule
