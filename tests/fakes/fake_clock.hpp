// A Clock that stands still until it is told, or asked to sleep: sleeping moves it forward at once and is recorded.
// Alarms on the way ring on the thread that moves it.
#pragma once

#include <algorithm>
#include <chrono>
#include <functional>
#include <memory>
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

  // Returns at once; false, and time stands still, if a stop is requested before it begins, or by an alarm on the way.
  bool sleep(std::chrono::milliseconds duration, std::stop_token stop) override {
    if (stop.stop_requested()) return false;
    {
      const std::lock_guard lock(mutex_);
      sleeps_.push_back(duration);
    }
    return move(duration, stop);
  }

  [[nodiscard]] std::unique_ptr<Alarm> alarm(std::chrono::steady_clock::time_point when,
                                             std::function<void()> action) override {
    auto set = std::make_shared<SetAlarm>();
    set->when = when;
    set->action = std::move(action);
    if (steady_now() >= when) {
      ring(*set);
    } else {
      const std::lock_guard lock(mutex_);
      alarms_.push_back(set);
    }
    return std::make_unique<FakeAlarm>(std::move(set));
  }

  void advance(std::chrono::milliseconds duration) { move(duration, {}); }

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
  struct SetAlarm {
    std::mutex mutex;
    std::chrono::steady_clock::time_point when;
    std::function<void()> action;  // empty: has rung, or was called off
  };
  class FakeAlarm : public Alarm {
   public:
    explicit FakeAlarm(std::shared_ptr<SetAlarm> set) : set_(std::move(set)) {}
    ~FakeAlarm() override {
      const std::lock_guard lock(set_->mutex);
      set_->action = nullptr;
    }
    FakeAlarm(const FakeAlarm&) = delete;
    FakeAlarm& operator=(const FakeAlarm&) = delete;

   private:
    std::shared_ptr<SetAlarm> set_;
  };

  static void ring(SetAlarm& alarm) {
    const std::lock_guard lock(alarm.mutex);
    if (alarm.action) std::exchange(alarm.action, nullptr)();
  }

  // From alarm to alarm; false if one of them requested the stop.
  bool move(std::chrono::milliseconds duration, const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    const auto target = steady_ + duration;
    for (;;) {
      const auto next = std::min_element(alarms_.begin(), alarms_.end(),
                                         [](const auto& a, const auto& b) { return a->when < b->when; });
      if (next == alarms_.end() || (*next)->when > target) break;
      const std::shared_ptr<SetAlarm> due = *next;
      alarms_.erase(next);
      to(due->when);
      lock.unlock();
      ring(*due);
      if (stop.stop_requested()) return false;
      lock.lock();
    }
    to(target);
    return true;
  }
  // Another thread may have been further already.
  void to(std::chrono::steady_clock::time_point when) {
    if (when <= steady_) return;
    now_ += std::chrono::duration_cast<std::chrono::milliseconds>(when - steady_);
    steady_ = when;
  }

  mutable std::mutex mutex_;
  std::chrono::sys_time<std::chrono::milliseconds> now_;
  std::chrono::steady_clock::time_point steady_{std::chrono::hours{1}};
  std::vector<std::chrono::milliseconds> sleeps_;
  std::vector<std::shared_ptr<SetAlarm>> alarms_;
};

}  // namespace oomscan::fakes
