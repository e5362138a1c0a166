#include "scan/cluster_time.hpp"

#include <gtest/gtest.h>

namespace oomscan::scan {
namespace {

TEST(ClusterTime, PassesOverWhatTheWayOfAnAnswerExplains) {
  EXPECT_EQ(clock_difference(std::nullopt), std::nullopt);
  EXPECT_EQ(clock_difference(Seconds{1}), std::nullopt);
  EXPECT_EQ(clock_difference(Seconds{-4}), std::nullopt);
  EXPECT_EQ(clock_difference(Seconds{5}), Seconds{5});
  EXPECT_EQ(clock_difference(Seconds{-360}), Seconds{-360});
}

TEST(ClusterTime, MovesTheRangeToTheClustersClock) {
  const TimeRange range{"1h", Timestamp{Seconds{1000}}, Timestamp{Seconds{4600}}};
  const TimeRange behind = by_cluster_clock(range, Seconds{-360});
  EXPECT_EQ(behind.from, Timestamp{Seconds{1360}});
  EXPECT_EQ(behind.to, Timestamp{Seconds{4960}});
  EXPECT_TRUE(without_end(range).contains(parse_rfc3339("9999-12-31T23:59:59Z").value()));
  EXPECT_FALSE(without_end(range).contains(Timestamp{Seconds{999}}));
}

TEST(ClusterTime, SaysWhoseClockIsOff) {
  EXPECT_EQ(clock_note(Seconds{-360}),
            "this machine's clock is 6 min behind the cluster's, by which everything is judged");
  EXPECT_EQ(clock_note(Seconds{7265}),
            "this machine's clock is 2 h 1 min ahead of the cluster's, by which everything is judged");
}

}  // namespace
}  // namespace oomscan::scan
