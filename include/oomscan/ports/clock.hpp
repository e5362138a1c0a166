// Time and waiting, so that tests need neither.
#pragma once

#include <chrono>
#include <stop_token>

#include "oomscan/model/time.hpp"

namespace oomscan {

// Thread-safe.
class Clock {
 public:
  virtual ~Clock() = default;

  // Wall clock, UTC; may jump.
  [[nodiscard]] virtual Timestamp now() const = 0;

  // Never jumps backwards; for measuring and deadlines.
  [[nodiscard]] virtual std::chrono::steady_clock::time_point steady_now() const = 0;

  // Blocks for `duration` or until a stop is requested; false if stopped.
  virtual bool sleep(std::chrono::milliseconds duration, std::stop_token stop) = 0;
};

}  // namespace oomscan
