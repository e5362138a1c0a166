#include "scan/time_budget.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakes/fake_clock.hpp"

namespace oomscan::scan {
namespace {

using namespace std::chrono_literals;

class Budget : public ::testing::Test {
 protected:
  TimeLimit limit(std::chrono::seconds from_now, std::string words) {
    return {clock_.steady_now() + from_now, std::move(words), "raise it"};
  }
  fakes::FakeClock clock_;
  std::stop_source user_;
};

TEST_F(Budget, EndsWhenItsTimeIsOverAndSaysWhich) {
  const TimeBudget budget{clock_, limit(10s, "the ten seconds were over"), user_.get_token()};
  clock_.advance(9'999ms);
  EXPECT_FALSE(budget.token().stop_requested());
  EXPECT_FALSE(budget.over());
  clock_.advance(1ms);
  EXPECT_TRUE(budget.token().stop_requested());
  EXPECT_EQ(budget.over(), (Error{ErrorKind::timed_out, "the ten seconds were over", "raise it"}));
}

TEST_F(Budget, EndsAtOnceWhenItsTimeWasOverBefore) {
  const TimeBudget budget{clock_, limit(0s, "over"), user_.get_token()};
  EXPECT_TRUE(budget.token().stop_requested());
}

TEST_F(Budget, BlamesNoLimitForAStopByAPerson) {
  const TimeBudget budget{clock_, limit(10s, "over"), user_.get_token()};
  user_.request_stop();
  clock_.advance(1h);
  EXPECT_TRUE(budget.token().stop_requested());
  EXPECT_FALSE(budget.over());
}

TEST_F(Budget, OfAPartEndsWithTheWholeForItsReason) {
  const TimeBudget whole{clock_, limit(10s, "the whole"), user_.get_token()};
  const TimeBudget part{clock_, limit(20s, "the part"), whole};
  clock_.advance(10s);
  EXPECT_TRUE(part.token().stop_requested());
  EXPECT_EQ(part.over()->message, "the whole");
}

TEST_F(Budget, OfAPartEndsAloneAndKeepsItsReason) {
  const TimeBudget whole{clock_, limit(20s, "the whole"), user_.get_token()};
  const TimeBudget part{clock_, limit(10s, "the part"), whole};
  clock_.advance(10s);
  EXPECT_FALSE(whole.token().stop_requested());
  clock_.advance(10s);
  EXPECT_EQ(part.over()->message, "the part");
}

TEST_F(Budget, WithoutALimitEndsOnlyByAStop) {
  const TimeBudget whole{clock_, std::nullopt, user_.get_token()};
  const TimeBudget part{clock_, std::nullopt, whole};
  clock_.advance(24h);
  EXPECT_FALSE(part.token().stop_requested());
  user_.request_stop();
  EXPECT_TRUE(part.token().stop_requested());
  EXPECT_FALSE(part.over());
}

TEST_F(Budget, CutsASleepShort) {
  const TimeBudget budget{clock_, limit(10s, "over"), user_.get_token()};
  const auto before = clock_.steady_now();
  EXPECT_FALSE(clock_.sleep(1h, budget.token()));
  EXPECT_EQ(clock_.steady_now() - before, 10s);
}

TEST_F(Budget, NamesOnlyWhatAStopLeftUnread) {
  std::vector<Gap> gaps = {{"a", GapSubject::pods, GapReason::cancelled, "stopped", ""},
                           {"b", GapSubject::pods, GapReason::forbidden, "403", "ask"},
                           {"", GapSubject::artifacts, GapReason::interrupted, "3 of 5 pods were not saved", ""}};
  std::vector<Gap> by_a_person = gaps;
  const TimeBudget budget{clock_, limit(10s, "it was over"), user_.get_token()};
  clock_.advance(10s);
  EXPECT_TRUE(name_stops(gaps, budget));
  EXPECT_EQ(gaps[0], (Gap{"a", GapSubject::pods, GapReason::timed_out, "it was over", "raise it"}));
  EXPECT_EQ(gaps[1], (Gap{"b", GapSubject::pods, GapReason::forbidden, "403", "ask"}));
  EXPECT_EQ(gaps[2], (Gap{"", GapSubject::artifacts, GapReason::timed_out, "3 of 5 pods were not saved: it was over",
                          "raise it"}));

  user_.request_stop();
  const TimeBudget stopped{clock_, std::nullopt, user_.get_token()};
  EXPECT_FALSE(name_stops(by_a_person, stopped));
  EXPECT_EQ(by_a_person[0], (Gap{"a", GapSubject::pods, GapReason::interrupted, "stopped", ""}));
  EXPECT_EQ(by_a_person[2].reason, GapReason::interrupted);
}

}  // namespace
}  // namespace oomscan::scan
