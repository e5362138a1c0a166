#include "terminal/words.hpp"

#include <gtest/gtest.h>

#include "oomscan/model/result.hpp"

namespace oomscan::terminal {
namespace {

using std::chrono::milliseconds;

const Timestamp kNow = parse_rfc3339("2025-12-12T05:26:00Z").value();

TEST(Grouped, SetsACommaAtEachThousand) {
  EXPECT_EQ(grouped(0), "0");
  EXPECT_EQ(grouped(999), "999");
  EXPECT_EQ(grouped(14210), "14,210");
  EXPECT_EQ(grouped(1234567), "1,234,567");
  EXPECT_EQ(grouped(-123), "-123");
  EXPECT_EQ(grouped(-1234), "-1,234");
}

TEST(Counted, KnowsThePlural) {
  EXPECT_EQ(counted(0, "pod"), "0 pods");
  EXPECT_EQ(counted(1, "pod"), "1 pod");
  EXPECT_EQ(counted(14210, "pod"), "14,210 pods");
}

TEST(Span, NamesAtMostTwoUnits) {
  EXPECT_EQ(span(Seconds{0}), "0 s");
  EXPECT_EQ(span(Seconds{-5}), "0 s");
  EXPECT_EQ(span(Seconds{59}), "59 s");
  EXPECT_EQ(span(Seconds{61}), "1 min");
  EXPECT_EQ(span(Seconds{3600}), "1 h");
  EXPECT_EQ(span(Seconds{73 * 60 + 50}), "1 h 13 min");
  EXPECT_EQ(span(Seconds{86400}), "1 day");
  EXPECT_EQ(span(Seconds{3 * 86400 + 7200}), "3 days 2 h");
}

TEST(Ago, SpeaksInOneUnit) {
  EXPECT_EQ(ago(kNow, kNow), "just now");
  EXPECT_EQ(ago(kNow - Seconds{30}, kNow), "30 s ago");
  EXPECT_EQ(ago(kNow - Seconds{12 * 60 + 59}, kNow), "12 min ago");
  EXPECT_EQ(ago(kNow - Seconds{26 * 3600}, kNow), "26 h ago");
  EXPECT_EQ(ago(kNow - Seconds{5 * 86400}, kNow), "5 days ago");
}

TEST(Ago, TakesAClockThatIsAheadForNow) { EXPECT_EQ(ago(kNow + Seconds{90}, kNow), "just now"); }

TEST(Elapsed, KeepsATenthOfASecondBelowAMinute) {
  EXPECT_EQ(elapsed(milliseconds{0}), "0.0 s");
  EXPECT_EQ(elapsed(milliseconds{3149}), "3.1 s");
  EXPECT_EQ(elapsed(milliseconds{59'999}), "59.9 s");
  EXPECT_EQ(elapsed(milliseconds{60'000}), "1 min");
  EXPECT_EQ(elapsed(milliseconds{125'000}), "2 min 5 s");
}

TEST(ClockTime, NamesTheDayOnlyIfItIsAnother) {
  EXPECT_EQ(clock_time(parse_rfc3339("2025-12-12T04:12:09Z").value(), kNow), "04:12 UTC");
  EXPECT_EQ(clock_time(parse_rfc3339("2025-12-11T04:12:09Z").value(), kNow), "2025-12-11 04:12 UTC");
}

}  // namespace
}  // namespace oomscan::terminal
