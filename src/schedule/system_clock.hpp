// The time of this machine.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <stop_token>

#include "oomscan/ports/clock.hpp"

namespace oomscan::schedule {

// Stateless, thread-safe.
class SystemClock : public Clock {
 public:
  [[nodiscard]] Timestamp now() const override;
  [[nodiscard]] std::chrono::steady_clock::time_point steady_now() const override;
  bool sleep(std::chrono::milliseconds duration, std::stop_token stop) override;
  // A thread for each alarm: there are a few at a time. Where the system gives none, the alarm never rings.
  [[nodiscard]] std::unique_ptr<Alarm> alarm(std::chrono::steady_clock::time_point when,
                                             std::function<void()> action) override;
};

}  // namespace oomscan::schedule
