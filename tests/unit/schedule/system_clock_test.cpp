#include "schedule/system_clock.hpp"

#include <chrono>
#include <future>
#include <stop_token>
#include <thread>

#include <gtest/gtest.h>

namespace oomscan::schedule {
namespace {

using std::chrono::milliseconds;

TEST(SystemClock, SleepsAtLeastAsLongAsAsked) {
  SystemClock clock;
  const auto begun = clock.steady_now();
  EXPECT_TRUE(clock.sleep(milliseconds(20), {}));
  EXPECT_GE(clock.steady_now() - begun, milliseconds(20));
}

// Hangs if it does not.
TEST(SystemClock, WakesWhenAStopIsRequested) {
  SystemClock clock;
  std::stop_source source;
  std::jthread stopper([&] { source.request_stop(); });
  EXPECT_FALSE(clock.sleep(std::chrono::hours(1), source.get_token()));
  EXPECT_FALSE(clock.sleep(std::chrono::hours(1), source.get_token()));
}

TEST(SystemClock, IsPastTheTimeThisWasWritten) {
  EXPECT_GT(SystemClock{}.now(), Timestamp{std::chrono::seconds{1'700'000'000}});
}

// Hangs if it does not.
TEST(SystemClock, RingsAnAlarmOnceItsTimeHasCome) {
  SystemClock clock;
  std::promise<void> rung;
  const auto when = clock.steady_now() + milliseconds(20);
  const auto alarm = clock.alarm(when, [&] { rung.set_value(); });
  rung.get_future().wait();
  EXPECT_GE(clock.steady_now(), when);
}

TEST(SystemClock, RingsAnAlarmOfThePast) {
  SystemClock clock;
  std::promise<void> rung;
  const auto alarm = clock.alarm(clock.steady_now() - milliseconds(20), [&] { rung.set_value(); });
  rung.get_future().wait();
}

// Hangs if destroying waits for the time to come.
TEST(SystemClock, CallsAnAlarmOffWhenItIsDestroyed) {
  SystemClock clock;
  bool rung = false;
  {
    const auto alarm = clock.alarm(clock.steady_now() + std::chrono::hours(1), [&] { rung = true; });
  }
  {
    const auto alarm = clock.alarm(std::chrono::steady_clock::time_point::max(), [&] { rung = true; });
  }
  EXPECT_FALSE(rung);
}

}  // namespace
}  // namespace oomscan::schedule
