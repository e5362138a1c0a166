#include "schedule/system_clock.hpp"

#include <chrono>
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

}  // namespace
}  // namespace oomscan::schedule
