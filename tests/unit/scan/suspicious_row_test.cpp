#include "scan/suspicious_row.hpp"

#include <gtest/gtest.h>

#include "unit/scan/marking_judge.hpp"

namespace oomscan::scan {
namespace {

constexpr Seconds kDay{86'400};

class SuspiciousRow : public ::testing::Test {
 protected:
  [[nodiscard]] bool raises(const PodRow& row) const { return Suspicion{judge_, range_, now_}.is_raised_by(row); }
  MarkingJudge judge_;
  const Timestamp now_{Seconds{1'000'000'000}};
  const TimeRange range_{"7d", now_ - 7 * kDay, now_};
};

TEST_F(SuspiciousRow, IsNoneOfAPodThatRunsWithoutARestart) { EXPECT_FALSE(raises({"p", 2, 2, "Running", 0})); }

TEST_F(SuspiciousRow, IsOneWithRestarts) {
  EXPECT_TRUE(raises({"p", 1, 1, "Running", 1}));
  EXPECT_TRUE(raises({"p", 1, 1, "Running", 1, Seconds{60}}));
  EXPECT_TRUE(raises({"p", 0, 1, "Completed", 1}));
}

TEST_F(SuspiciousRow, IsNoneWhoseRestartsOfItsOneContainerAreOlderThanTheRange) {
  EXPECT_FALSE(raises({"p", 1, 1, "Running", 9, 7 * kDay + kClocksApartMax + Seconds{1}}));
  EXPECT_TRUE(raises({"p", 1, 1, "Running", 9, 7 * kDay + kClocksApartMax}));
  // Another of two containers may have ended at no known time.
  EXPECT_TRUE(raises({"p", 2, 2, "Running", 9, 30 * kDay}));
}

TEST_F(SuspiciousRow, IsOneOfAPodThatIsNotReady) { EXPECT_TRUE(raises({"p", 1, 2, "Running", 0})); }

TEST_F(SuspiciousRow, IsOneOfAnyOtherStatus) {
  for (const char* status : {"CrashLoopBackOff", "Init:OOMKilled", "Error", "OOMKilled", "Pending", "Evicted",
                             "Terminating", "NotReady", "Unknown", "running"}) {
    EXPECT_TRUE(raises({"p", 1, 1, status, 0})) << status;
  }
}

TEST_F(SuspiciousRow, IsOneOfACompletedPodOnlyIfAnotherOfItsContainersMayHaveEndedOtherwise) {
  EXPECT_FALSE(raises({"p", 0, 1, "Completed", 0}));
  EXPECT_TRUE(raises({"p", 0, 2, "Completed", 0}));
}

TEST_F(SuspiciousRow, IsOneOfACompletedPodIfEvictionsAreLookedFor) {
  class Evictions final : public Judge {
   public:
    [[nodiscard]] bool may_matter(const PodObservation& pod) const override { return pod.reason == "Evicted"; }
    [[nodiscard]] bool may_matter(const EventObservation&) const override { return false; }
    [[nodiscard]] std::vector<Finding> judge(const PodEvidence&, const JudgingFrame&) const override { return {}; }
  };
  const Evictions evictions;
  const Suspicion suspicion{evictions, range_, now_};
  EXPECT_TRUE(suspicion.is_raised_by({"p", 0, 1, "Completed", 0}));
  EXPECT_FALSE(suspicion.is_raised_by({"p", 1, 1, "Running", 0}));
}

}  // namespace
}  // namespace oomscan::scan
