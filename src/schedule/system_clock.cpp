#include "schedule/system_clock.hpp"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>

namespace oomscan::schedule {
namespace {

// Keeps the arithmetic of a far time from overflowing.
constexpr std::chrono::hours kAlarmAheadMax{24 * 365};

class ThreadAlarm : public Alarm {
 public:
  ThreadAlarm(std::chrono::milliseconds ahead, std::function<void()> action)
      : thread_([ahead, action = std::move(action)](std::stop_token called_off) {
          if (SystemClock{}.sleep(ahead, std::move(called_off))) action();
        }) {}

 private:
  std::jthread thread_;
};

class SilentAlarm : public Alarm {};

}  // namespace

Timestamp SystemClock::now() const {
  return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

std::chrono::steady_clock::time_point SystemClock::steady_now() const { return std::chrono::steady_clock::now(); }

bool SystemClock::sleep(std::chrono::milliseconds duration, std::stop_token stop) {
  std::mutex mutex;
  std::condition_variable_any never;
  std::unique_lock lock(mutex);
  never.wait_for(lock, stop, duration, [] { return false; });
  return !stop.stop_requested();
}

std::unique_ptr<Alarm> SystemClock::alarm(std::chrono::steady_clock::time_point when, std::function<void()> action) {
  const auto ahead = std::chrono::ceil<std::chrono::milliseconds>(when - steady_now());
  try {
    return std::make_unique<ThreadAlarm>(std::min<std::chrono::milliseconds>(ahead, kAlarmAheadMax), std::move(action));
  } catch (const std::system_error&) {
    return std::make_unique<SilentAlarm>();
  }
}

}  // namespace oomscan::schedule
