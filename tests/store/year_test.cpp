// A small year of a synthetic fleet with known truth. scripts/history-year does the same with a whole one, on each
// store.
#include <cmath>

#include <gmock/gmock.h>

#include "analyze/regressions.hpp"
#include "analyze/run_judge.hpp"
#include "analyze/score.hpp"
#include "analyze/trends.hpp"
#include "store/year/truth_check.hpp"
#include "unit/store/places.hpp"

namespace oomscan::year {
namespace {

using ::testing::IsEmpty;

class AYear : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    year_ = new SyntheticYear({});
    store::FilePlace place;
    place.judge = [](const RunRecord& run, const std::vector<Incident>& before) {
      return analyze::judge_run(run, before, {});
    };
    const auto store = place.open();
    for (std::size_t i = 0; i < year_->runs(); ++i) ASSERT_TRUE(store->record(year_->run(i), {}).ok());
    slice_ = new HistorySlice(store->slice({year_->begin(), year_->now()}, {}).value());
    incidents_ = new std::vector<Incident>(store->incidents({}).value());
  }
  static void TearDownTestSuite() {
    delete year_;
    delete slice_;
    delete incidents_;
  }
  static AnalysisQuestion week() { return {year_->now(), "7d", Seconds{7 * 86400}, GroupBy::namespaces}; }

  static SyntheticYear* year_;
  static HistorySlice* slice_;
  static std::vector<Incident>* incidents_;
  Verdict verdict_;
};

SyntheticYear* AYear::year_ = nullptr;
HistorySlice* AYear::slice_ = nullptr;
std::vector<Incident>* AYear::incidents_ = nullptr;

TEST_F(AYear, HasTheTrendsOfItsTruth) {
  check_trends(*year_, analyze::trends(*slice_, week()), verdict_);
  EXPECT_THAT(verdict_.wrong, IsEmpty());
  EXPECT_GT(verdict_.compared, 200);
  // The level that is stated: of all arrows one in twenty may be chance.
  EXPECT_LE(static_cast<double>(verdict_.wrong_arrows), std::ceil(0.05 * static_cast<double>(verdict_.arrows)));
  EXPECT_GE(verdict_.changed, 5);
  EXPECT_GE(verdict_.changed_found * 10, verdict_.changed * 8);
}

TEST_F(AYear, HasTheScoresOfItsTruth) {
  check_scores(*year_, analyze::scores(*slice_, week()), verdict_);
  EXPECT_THAT(verdict_.wrong, IsEmpty());
  EXPECT_GT(verdict_.compared, 100);
}

TEST_F(AYear, HasTheRegressionsOfItsTruth) {
  check_regressions(*year_, analyze::regressions(*slice_, week()), verdict_);
  EXPECT_THAT(verdict_.wrong, IsEmpty());
  EXPECT_GT(verdict_.compared, 15);
  EXPECT_GT(verdict_.unchanged, 50);
  EXPECT_LE(verdict_.false_regressions, 3);  // one in a hundred, and what chance adds to it
}

TEST_F(AYear, HasTheIncidentsOfItsTruth) {
  check_incidents(*year_, *incidents_, verdict_);
  EXPECT_THAT(verdict_.wrong, IsEmpty());
  EXPECT_GT(verdict_.compared, 150);
}

}  // namespace
}  // namespace oomscan::year
