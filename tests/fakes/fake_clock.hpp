// A Clock that stands still until it is told, or asked to sleep: sleeping moves it forward at once and is recorded.
#pragma once

#include <chrono>
#include <mutex>
#include <stop_token>
#include <utility>
#include <vector>

#include "oomscan/ports/clock.hpp"

namespace oomscan::fakes {

// Thread-safe.
class FakeClock : public Clock {
 public:
  explicit FakeClock(Timestamp now = Timestamp{std::chrono::seconds{1'765'517'160}})
      : now_(now) {}  // 2025-12-12T05:26:00Z

  [[nodiscard]] Timestamp now() const override {
    const std::lock_guard lock(mutex_);
    return std::chrono::floor<std::chrono::seconds>(now_);
  }

  [[nodiscard]] std::chrono::steady_clock::time_point steady_now() const override {
    const std::lock_guard lock(mutex_);
    return steady_;
  }

  // Returns at once; false, and time stands still, if a stop is requested before it begins.
  bool sleep(std::chrono::milliseconds duration, std::stop_token stop) override {
    if (stop.stop_requested()) return false;
    const std::lock_guard lock(mutex_);
    sleeps_.push_back(duration);
    now_ += duration;
    steady_ += duration;
    return true;
  }

  void advance(std::chrono::milliseconds duration) {
    const std::lock_guard lock(mutex_);
    now_ += duration;
    steady_ += duration;
  }

  // The wall clock jumps; the steady one does not.
  void set_now(Timestamp now) {
    const std::lock_guard lock(mutex_);
    now_ = now;
  }

  [[nodiscard]] std::vector<std::chrono::milliseconds> sleeps() const {
    const std::lock_guard lock(mutex_);
    return sleeps_;
  }

 private:
  mutable std::mutex mutex_;
  std::chrono::sys_time<std::chrono::milliseconds> now_;
  std::chrono::steady_clock::time_point steady_{std::chrono::hours{1}};
  std::vector<std::chrono::milliseconds> sleeps_;
};

}  // namespace oomscan::fakes
