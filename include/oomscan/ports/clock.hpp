// Time and waiting, so that tests need neither.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <stop_token>

#include "oomscan/model/time.hpp"

namespace oomscan {

// Something that is to happen at a time. Destroying it calls it off, and waits for what has begun.
class Alarm {
 public:
  virtual ~Alarm() = default;
};

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

  // Calls `action` once, from any thread, when `steady_now()` has reached `when`; never once the alarm is destroyed.
  // `action` is quick, does not throw, and does not destroy its own alarm. Never null.
  [[nodiscard]] virtual std::unique_ptr<Alarm> alarm(std::chrono::steady_clock::time_point when,
                                                     std::function<void()> action) = 0;
};

}  // namespace oomscan
