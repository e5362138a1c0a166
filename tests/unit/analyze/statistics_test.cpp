#include "analyze/statistics.hpp"

#include <gmock/gmock.h>

namespace oomscan::analyze {
namespace {

// Values from R 4.2: binom.test(x, n, p)$p.value doubles tails otherwise, so 2 * pbinom / 2 * (1 - pbinom) by hand.
TEST(SameRateP, IsTwiceTheSmallerTail) {
  EXPECT_NEAR(same_rate_p(9, 1, 1, 1), 2 * 11.0 / 1024, 1e-12);  // P(X >= 9) of 10 fair ones = 11/1024
  EXPECT_NEAR(same_rate_p(1, 1, 9, 1), 2 * 11.0 / 1024, 1e-12);
  EXPECT_NEAR(same_rate_p(0, 1, 4, 1), 2 * 1.0 / 16, 1e-12);
}

TEST(SameRateP, IsOneWhereNothingHappenedAndNeverMore) {
  EXPECT_EQ(same_rate_p(0, 1, 0, 1), 1);
  EXPECT_EQ(same_rate_p(5, 1, 5, 1), 1);
}

TEST(SameRateP, WeighsTheExposure) {
  // Three times as much in three times the time is no difference.
  EXPECT_GT(same_rate_p(30, 0.75, 10, 0.25), 0.9);
  EXPECT_LT(same_rate_p(30, 0.25, 10, 0.75), 1e-6);
}

TEST(PredictiveP, KnowsThatOneQuietWeekIsNoCertainty) {
  // Negative binomial with r = 1/2, p = 1/2: P(0) = 0.70711, P(1) = 0.17678, P(2) = 0.06629.
  EXPECT_NEAR(predictive_p(3, 1, 0, 1), 1 - 0.707107 - 0.176777 - 0.066291, 1e-5);
  EXPECT_GT(predictive_p(3, 1, 0, 1), 0.01);
  EXPECT_LT(predictive_p(3, 1, 0, 8), 0.001);
}

TEST(PredictiveP, IsOneForNothing) { EXPECT_EQ(predictive_p(0, 1, 5, 8), 1); }

TEST(FalseDiscoveryLevels, GrowWithTheNumberOfQuestions) {
  EXPECT_THAT(false_discovery_levels({0.01}), ::testing::ElementsAre(::testing::DoubleNear(0.01, 1e-12)));
  const std::vector<double> levels = false_discovery_levels({0.5, 0.01, 0.02, 0.9});
  EXPECT_NEAR(levels[1], 0.04, 1e-12);
  EXPECT_NEAR(levels[2], 0.04, 1e-12);
  EXPECT_NEAR(levels[0], 0.5 * 4 / 3, 1e-12);
  EXPECT_NEAR(levels[3], 0.9, 1e-12);
}

}  // namespace
}  // namespace oomscan::analyze
