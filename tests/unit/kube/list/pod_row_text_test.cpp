#include "kube/list/pod_row_text.hpp"

#include <gtest/gtest.h>

namespace oomscan::kube {
namespace {

constexpr std::int64_t kMinute = 60;
constexpr std::int64_t kHour = 3600;
constexpr std::int64_t kDay = 86'400;

TEST(PodRowText, ReadsAgesAsTheServerWritesThem) {
  EXPECT_EQ(parse_age("30s"), Seconds{30});
  EXPECT_EQ(parse_age("3m7s"), Seconds{3 * kMinute + 7});
  EXPECT_EQ(parse_age("85m"), Seconds{85 * kMinute});
  EXPECT_EQ(parse_age("4h12m"), Seconds{4 * kHour + 12 * kMinute});
  EXPECT_EQ(parse_age("47h"), Seconds{47 * kHour});
  EXPECT_EQ(parse_age("3d5h"), Seconds{3 * kDay + 5 * kHour});
  EXPECT_EQ(parse_age("200d"), Seconds{200 * kDay});
  EXPECT_EQ(parse_age("2y30d"), Seconds{(2 * 365 + 30) * kDay});
}

TEST(PodRowText, TakesNothingElseForAnAge) {
  for (const char* text : {"", "5", "s", "<unknown>", "<invalid>", "-5s", "5 s", "7s3m", "3m3m", "1w", "1.5h", "3m7",
                           "99999999999999999999s", "2000000000s"}) {
    EXPECT_EQ(parse_age(text), std::nullopt) << text;
  }
}

TEST(PodRowText, ReadsRestartsWithAndWithoutTheirAge) {
  EXPECT_EQ(parse_restarts("0"), (Restarts{0, std::nullopt}));
  EXPECT_EQ(parse_restarts("5 (3m7s ago)"), (Restarts{5, Seconds{187}}));
  EXPECT_EQ(parse_restarts("5 (<invalid> ago)"), (Restarts{5, std::nullopt}));
  EXPECT_EQ(parse_restarts("5 (recently)"), (Restarts{5, std::nullopt}));
  for (const char* text : {"", "x", "-1", "5x", "5(3m ago)", " 5", "10000000000"}) {
    EXPECT_EQ(parse_restarts(text), std::nullopt) << text;
  }
  EXPECT_EQ(parse_restarts("5 ( ago)"), (Restarts{5, std::nullopt}));
  EXPECT_EQ(parse_restarts("5 (ago)"), (Restarts{5, std::nullopt}));
}

TEST(PodRowText, ReadsReadiness) {
  EXPECT_EQ(parse_readiness("1/2"), (Readiness{1, 2}));
  EXPECT_EQ(parse_readiness("0/0"), (Readiness{0, 0}));
  for (const char* text : {"", "1", "1/", "/1", "1/2/3", "-1/2", "1/2 ", "a/b", "10000000000/1"}) {
    EXPECT_EQ(parse_readiness(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace oomscan::kube
