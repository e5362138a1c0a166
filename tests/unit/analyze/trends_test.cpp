#include "analyze/trends.hpp"

#include <limits>
#include <random>
#include <string>

#include <gmock/gmock.h>

#include "unit/analyze/slice_maker.hpp"

namespace oomscan::analyze {
namespace {

using ::testing::SizeIs;

TEST(Trends, CountFailuresInTheWindowAndInTheOneBefore) {
  SliceMaker past;
  past.seen_always("a");
  const std::size_t oom = past.subject("a", "web", "OOMKilled");
  past.fails(oom, kNow);                           // the window's end belongs to it
  past.fails(oom, kNow - 7 * kDays + Seconds{1});  // and so does all after its beginning
  past.fails(oom, kNow - 7 * kDays);               // the beginning itself is the end of the window before
  past.fails(oom, kNow - 14 * kDays);              // outside of both
  const Trends result = trends(past.slice, week_until_now());
  ASSERT_THAT(result.rows, SizeIs(1));
  EXPECT_EQ(result.rows[0].counts.oom_kills, 2);
  EXPECT_EQ(result.rows[0].previous.oom_kills, 1);
  EXPECT_EQ(result.rows[0].group.namespace_name, "a");
}

TEST(Trends, CountALoopOnceUntilItWasSeenRecovered) {
  SliceMaker past;
  past.seen_always("a");
  const std::size_t loop = past.subject("a", "web", "CrashLoopBackOff");
  for (int hour = 1; hour <= 48; ++hour) past.fails(loop, kNow - hour * kHour);
  EXPECT_EQ(trends(past.slice, week_until_now()).rows[0].counts.crash_loops, 1);
  past.slice.recoveries.push_back({loop, "pod-1-uid", kNow - 24 * kHour - Seconds{60}});
  EXPECT_EQ(trends(past.slice, week_until_now()).rows[0].counts.crash_loops, 2);
  past.fails(loop, kNow - kHour, "pod-2");  // another pod: another loop
  EXPECT_EQ(trends(past.slice, week_until_now()).rows[0].counts.crash_loops, 3);
}

TEST(Trends, CountRestartsBetweenTwoRunsBesideThoseThatAreKnown) {
  SliceMaker past;
  past.seen_always("a");
  const std::size_t oom = past.subject("a", "web", "OOMKilled");
  past.counter(oom, kNow - 10 * kHour, 3);
  past.fails(oom, kNow - 5 * kHour);
  past.counter(oom, kNow - 4 * kHour, 9);  // six more, of which one is known
  const Trends result = trends(past.slice, week_until_now());
  EXPECT_EQ(result.rows[0].counts.restarts, 6);
  EXPECT_EQ(result.rows[0].counts.oom_kills, 1);  // the others are restarts, for nobody knows why
}

TEST(Trends, TakeACounterThatFellForAnewOne) {
  SliceMaker past;
  past.seen_always("a");
  const std::size_t oom = past.subject("a", "web", "OOMKilled");
  past.counter(oom, kNow - 10 * kHour, 30);
  past.counter(oom, kNow - 4 * kHour, 2);
  EXPECT_EQ(trends(past.slice, week_until_now()).rows[0].counts.restarts, 2);
}

TEST(Trends, TakeNothingFromACounterThatNoKubeletCanHave) {
  constexpr std::int64_t kLowest = std::numeric_limits<std::int64_t>::min();
  constexpr std::int64_t kHighest = std::numeric_limits<std::int64_t>::max();
  for (const std::int64_t count : {kLowest, std::int64_t{-3}, std::int64_t{1} << 31, kHighest}) {
    SliceMaker past;
    past.seen_always("a");
    const std::size_t oom = past.subject("a", "web", "OOMKilled");
    past.counter(oom, kNow - 10 * kHour, 3);
    past.fails(oom, kNow - 9 * kHour);
    past.counter(oom, kNow - 8 * kHour, count);
    past.counter(oom, kNow - 4 * kHour, 5);
    const Trends result = trends(past.slice, week_until_now());
    EXPECT_EQ(result.rows[0].counts.restarts, 2) << count;
    EXPECT_EQ(result.rows[0].counts.oom_kills, 1) << count;
  }
}

TEST(Trends, DoNotCountRestartsThatMayLieOutsideOfTheWindow) {
  SliceMaker past;
  past.seen_always("a");
  const std::size_t oom = past.subject("a", "web", "OOMKilled");
  past.fails(oom, kNow - kHour);
  past.counter(oom, kNow - 8 * kDays, 0);
  past.counter(oom, kNow - 6 * kDays, 10);
  EXPECT_EQ(trends(past.slice, week_until_now()).rows[0].counts.restarts, 0);
}

struct Arrow {
  int before;
  int now;
  Trend trend;
};
class TrendArrow : public ::testing::TestWithParam<Arrow> {};

TEST_P(TrendArrow, PointsOnlyWhereTheDifferenceIsMoreThanChance) {
  SliceMaker past;
  past.seen_always("a");
  const std::size_t oom = past.subject("a", "web", "OOMKilled");
  for (int i = 0; i < GetParam().now; ++i) past.fails(oom, kNow - (i + 1) * Seconds{600});
  for (int i = 0; i < GetParam().before; ++i) past.fails(oom, kNow - 8 * kDays - (i + 1) * Seconds{600});
  const Trends result = trends(past.slice, week_until_now());
  EXPECT_EQ(result.rows[0].trend, GetParam().trend);
  EXPECT_EQ(result.rows[0].oom_trend, GetParam().trend);
  EXPECT_EQ(result.rows[0].crash_loop_trend, Trend::flat);
}

INSTANTIATE_TEST_SUITE_P(Table, TrendArrow,
                         ::testing::Values(Arrow{0, 1, Trend::flat}, Arrow{0, 5, Trend::flat},  // p = 1/16
                                           Arrow{0, 6, Trend::up2},                             // p = 1/32
                                           Arrow{9, 24, Trend::up2}, Arrow{24, 9, Trend::down2},
                                           Arrow{100, 140, Trend::up}, Arrow{140, 100, Trend::down},
                                           Arrow{10, 12, Trend::flat}, Arrow{1, 0, Trend::flat}));

TEST(Trends, SayNothingOfAWindowThatWasHardlySeen) {
  SliceMaker past;
  past.seen("a", kNow - 1 * kDays, kNow);  // a seventh
  past.seen("a", kNow - 14 * kDays, kNow - 7 * kDays);
  const std::size_t oom = past.subject("a", "web", "OOMKilled");
  for (int i = 0; i < 50; ++i) past.fails(oom, kNow - (i + 1) * Seconds{600});
  const Trends result = trends(past.slice, week_until_now());
  EXPECT_EQ(result.rows[0].trend, Trend::unknown);
  EXPECT_NEAR(result.rows[0].counts.seen_fraction, 1.0 / 7, 1e-9);
  EXPECT_EQ(result.rows[0].counts.oom_kills, 50);
}

TEST(Trends, CompareRatesOfTheTimeThatWasSeen) {
  SliceMaker past;
  past.seen("a", kNow - 7 * kDays, kNow);
  past.seen("a", kNow - 14 * kDays, kNow - 12 * kDays);  // two days of the week before: 30 in two days is no fewer
  const std::size_t oom = past.subject("a", "web", "OOMKilled");
  for (int i = 0; i < 100; ++i) past.fails(oom, kNow - (i + 1) * Seconds{600});
  for (int i = 0; i < 30; ++i) past.fails(oom, kNow - 14 * kDays + (i + 1) * Seconds{600});
  EXPECT_EQ(trends(past.slice, week_until_now()).rows[0].trend, Trend::flat);
}

TEST(Trends, ShowEveryDayOfTheWindow) {
  SliceMaker past;
  past.seen_always("a");
  const std::size_t oom = past.subject("a", "web", "OOMKilled");
  past.fails(oom, kNow - 2 * kDays);
  past.fails(oom, kNow);
  const TrendRow row = trends(past.slice, week_until_now()).rows[0];
  ASSERT_THAT(row.per_day, SizeIs(8));  // from 16:00 to 16:00: the first and the last day are parts
  EXPECT_EQ(row.per_day[5].counts.oom_kills, 1);
  EXPECT_EQ(row.per_day[7].counts.oom_kills, 1);
  EXPECT_EQ(row.per_day[0].counts.seen_fraction, 1);
}

TEST(Trends, TellQuietPlacesFromThoseNobodySaw) {
  SliceMaker past;
  past.seen_always("quiet");
  past.seen("forgotten", kNow - 30 * kDays, kNow - 20 * kDays);
  const Trends result = trends(past.slice, week_until_now());
  EXPECT_THAT(result.rows, SizeIs(0));
  EXPECT_EQ(result.quiet, 1);
  EXPECT_EQ(result.not_seen, 1);
}

TEST(Trends, StandInTheOrderOfWhatHurtsMostThenOfNames) {
  SliceMaker past;
  for (const char* name : {"b", "a", "c"}) {
    past.seen_always(name);
    past.fails(past.subject(name, "web", "OOMKilled"), kNow - kHour);
  }
  past.fails(2, kNow - 2 * kHour);
  const Trends result = trends(past.slice, week_until_now());
  ASSERT_THAT(result.rows, SizeIs(3));
  EXPECT_EQ(result.rows[0].group.namespace_name, "c");
  EXPECT_EQ(result.rows[1].group.namespace_name, "a");
  EXPECT_EQ(result.rows[2].group.namespace_name, "b");
}

TEST(Trends, GroupByClusterNamespaceWorkloadOrPod) {
  SliceMaker past;
  past.seen_always("a");
  past.seen_always("b");
  for (const char* name : {"a", "b"}) {
    const std::size_t oom = past.subject(name, "web", "OOMKilled");
    past.fails(oom, kNow - kHour, "pod-1");
    past.fails(oom, kNow - kHour, "pod-2");
  }
  past.fails(past.subject("a", "api", "OOMKilled"), kNow - kHour, "pod-3");
  EXPECT_THAT(trends(past.slice, week_until_now(GroupBy::cluster)).rows, SizeIs(1));
  EXPECT_THAT(trends(past.slice, week_until_now(GroupBy::namespaces)).rows, SizeIs(2));
  EXPECT_THAT(trends(past.slice, week_until_now(GroupBy::workload)).rows, SizeIs(3));
  EXPECT_THAT(trends(past.slice, week_until_now(GroupBy::pod)).rows, SizeIs(5));
  EXPECT_EQ(trends(past.slice, week_until_now(GroupBy::cluster)).rows[0].counts.oom_kills, 5);
}

// 500 groups whose rate never changes: the false discovery rate holds the arrows below the stated level.
TEST(Trends, DrawHardlyAnArrowWhereNothingChanged) {
  std::mt19937 random(3);
  std::poisson_distribution<int> week(6);
  SliceMaker past;
  for (int group = 0; group < 500; ++group) {
    const std::string name = "ns-" + std::to_string(group);
    past.seen_always(name);
    const std::size_t oom = past.subject(name, "web", "OOMKilled");
    for (int i = 0, n = week(random); i < n; ++i) past.fails(oom, kNow - (i + 1) * kHour);
    for (int i = 0, n = week(random); i < n; ++i) past.fails(oom, kNow - 8 * kDays - (i + 1) * kHour);
  }
  const Trends result = trends(past.slice, week_until_now());
  const auto arrows = std::count_if(result.rows.begin(), result.rows.end(),
                                    [](const TrendRow& row) { return row.trend != Trend::flat; });
  EXPECT_LE(arrows, 2);
}

}  // namespace
}  // namespace oomscan::analyze
