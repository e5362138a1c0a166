#include "prometheus/query_frame.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace oomscan::prometheus {
namespace {

const Timestamp kNow{Seconds{1'765'517'160}};

TimeRange last(std::int64_t seconds) { return {"", kNow - Seconds{seconds}, kNow}; }

TEST(QueryFrame, IsAsFineAsTheServersLimitOfPointsAllows) {
  EXPECT_EQ(fine_frame(last(3'600)).step, Seconds{15});
  EXPECT_EQ(fine_frame(last(45 * 3'600)).step, Seconds{15});
  EXPECT_EQ(fine_frame(last(7 * 86'400)).step, Seconds{60});
  EXPECT_EQ(fine_frame(last(30 * 86'400)).step, Seconds{240});
  EXPECT_EQ(fine_frame(last(kReachMax.count())).step, kStepMax);
}

TEST(QueryFrame, EndsAtTheEndAndBeginsWithinTheRange) {
  for (const std::int64_t length : {0, 1, 14, 15, 59, 3'601, 604'799, 604'800, 604'801, 3'239'999}) {
    for (const QueryFrame& frame : {fine_frame(last(length)), coarse_frame(last(length))}) {
      EXPECT_EQ(frame.end, kNow);
      EXPECT_GE(frame.start, frame.range.from);
      EXPECT_LT(frame.start - frame.range.from, frame.step);
      EXPECT_LE((frame.end - frame.start) / frame.step, kPointsMax);
      EXPECT_EQ((frame.end - frame.start) % frame.step, Seconds{0});
    }
  }
}

TEST(QueryFrame, BecomesATargetWithItsQueryEncoded) {
  EXPECT_EQ(range_target("up{a=\"b\"}", fine_frame(last(60)), Seconds{45}, ""),
            "/api/v1/query_range?query=up%7Ba=%22b%22%7D&start=1765517100&end=1765517160&step=15&timeout=45s");
  EXPECT_EQ(instant_target("1", ""), "/api/v1/query?query=1");
}

TEST(QueryFrame, NamesTheTenantsNamespaceBesideTheQuery) {
  EXPECT_THAT(range_target("up", fine_frame(last(60)), Seconds{45}, "team-a"), testing::EndsWith("&namespace=team-a"));
  EXPECT_EQ(instant_target("1", "a&b"), "/api/v1/query?query=1&namespace=a%26b");
}

}  // namespace
}  // namespace oomscan::prometheus
