#include "analyze/regressions.hpp"

#include <string>

#include <gmock/gmock.h>

#include "unit/analyze/slice_maker.hpp"

namespace oomscan::analyze {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr Seconds kWeek{7 * 86400};

// The one about the container; those about its namespace are left out.
std::vector<Regression> of_containers(const SliceMaker& past) {
  std::vector<Regression> rows = regressions(past.slice, week_until_now()).rows;
  std::erase_if(rows, [](const Regression& row) { return row.container.empty(); });
  return rows;
}

TEST(Regressions, SayMoreThanUsualWithTheUsualBesideIt) {
  SliceMaker past;
  past.seen_always("a");
  const std::size_t oom = past.subject("a", "web", "OOMKilled");
  past.fails(oom, kNow - 3 * kWeek);
  past.fails(oom, kNow - 6 * kWeek);
  for (int i = 0; i < 12; ++i) past.fails(oom, kNow - (i + 1) * kHour);
  const std::vector<Regression> rows = of_containers(past);
  ASSERT_THAT(rows, SizeIs(1));
  EXPECT_EQ(rows[0].kind, RegressionKind::more);
  EXPECT_EQ(rows[0].count, 12);
  EXPECT_EQ(rows[0].baseline.weeks_seen, 8);
  EXPECT_EQ(rows[0].baseline.min, 0);
  EXPECT_EQ(rows[0].baseline.max, 1);
  EXPECT_DOUBLE_EQ(rows[0].baseline.rate_per_week, 0.25);
  EXPECT_EQ(rows[0].since, kNow - 12 * kHour);
  EXPECT_LT(rows[0].p, 1e-6);
}

TEST(Regressions, AreNeverOfOneOrTwoFailures) {
  SliceMaker past;
  past.seen_always("a");
  const std::size_t oom = past.subject("a", "web", "OOMKilled");
  past.fails(oom, kNow - 60 * kDays);
  past.fails(oom, kNow - kHour);
  past.fails(oom, kNow - 2 * kHour);
  EXPECT_THAT(of_containers(past), IsEmpty());
}

TEST(Regressions, AreNotCertainAfterOneWeekOfHistory) {
  SliceMaker past;
  past.seen("a", kNow - 2 * kWeek, kNow);
  const std::size_t oom = past.subject("a", "web", "OOMKilled");
  past.slice.subjects[oom].first_failure = kNow - 5 * kWeek;  // known, and unseen since: not new
  for (int i = 0; i < 3; ++i) past.fails(oom, kNow - (i + 1) * kHour);
  EXPECT_THAT(regressions(past.slice, week_until_now()).rows, IsEmpty());
}

TEST(Regressions, CallNewWhatNeverFailedInANamespaceThatWasSeen) {
  SliceMaker past;
  past.seen_always("a");
  past.fails(past.subject("a", "web", "OOMKilled"), kNow - kHour);
  const std::vector<Regression> rows = of_containers(past);
  ASSERT_THAT(rows, SizeIs(1));
  EXPECT_EQ(rows[0].kind, RegressionKind::fresh);
}

TEST(Regressions, DoNotCallNewWhatHasAnUnseenPast) {
  SliceMaker past;
  past.seen("a", kNow - kWeek, kNow);
  past.fails(past.subject("a", "web", "OOMKilled"), kNow - kHour);
  const Regressions result = regressions(past.slice, week_until_now());
  EXPECT_THAT(result.rows, IsEmpty());
  EXPECT_EQ(result.unknown_past, 1);
}

TEST(Regressions, CallBackWhatHadBeenResolved) {
  SliceMaker past;
  past.seen_always("a");
  const std::size_t oom = past.subject("a", "web", "OOMKilled");
  past.fails(oom, kNow - 30 * kDays);
  past.slice.resolved_incidents.push_back({oom, "", kNow - 28 * kDays});
  past.fails(oom, kNow - kHour);
  const std::vector<Regression> rows = of_containers(past);
  ASSERT_THAT(rows, SizeIs(1));
  EXPECT_EQ(rows[0].kind, RegressionKind::back);
}

TEST(Regressions, DoNotCallBackWhatWentOnFailingAfterItWasResolved) {
  SliceMaker past;
  past.seen_always("a");
  const std::size_t oom = past.subject("a", "web", "OOMKilled");
  past.fails(oom, kNow - 30 * kDays);
  past.slice.resolved_incidents.push_back({oom, "", kNow - 28 * kDays});
  past.fails(oom, kNow - 10 * kDays);
  past.fails(oom, kNow - kHour);
  EXPECT_THAT(of_containers(past), IsEmpty());
}

TEST(Regressions, NameWhatChangedShortlyBeforeTheNearestFirst) {
  SliceMaker past;
  past.seen_always("a");
  past.fails(past.subject("a", "web", "OOMKilled"), kNow - 2 * kHour);
  const Workload web{"Deployment", "web"};
  past.slice.changes = {{0, "a", web, kNow - 20 * kHour, "config", "ConfigMap 'web' changed"},
                        {0, "a", web, kNow - 3 * kHour, "rollout", "image 1 -> 2"},
                        {0, "a", web, kNow - kHour, "rollout", "after the failure"},
                        {0, "a", web, kNow - 40 * kHour, "rollout", "too long ago"},
                        {0, "b", web, kNow - 3 * kHour, "rollout", "elsewhere"}};
  const std::vector<Regression> rows = of_containers(past);
  ASSERT_THAT(rows, SizeIs(1));
  ASSERT_THAT(rows[0].changes, SizeIs(2));
  EXPECT_EQ(rows[0].changes[0].what, "rollout");
  EXPECT_EQ(rows[0].changes[1].what, "config");
}

TEST(Regressions, SpeakOfANamespaceAsAWhole) {
  SliceMaker past;
  past.seen_always("a");
  for (int i = 0; i < 9; ++i) {
    const std::size_t oom = past.subject("a", "web-" + std::to_string(i), "OOMKilled");
    past.fails(oom, kNow - 40 * kDays);
    past.fails(oom, kNow - (i + 1) * kHour);
  }
  std::vector<Regression> rows = regressions(past.slice, week_until_now()).rows;
  std::erase_if(rows, [](const Regression& row) { return !row.container.empty(); });
  ASSERT_THAT(rows, SizeIs(1));
  EXPECT_FALSE(rows[0].group.workload.has_value());
  EXPECT_EQ(rows[0].count, 9);
}

TEST(Regressions, AreRareWhereNothingChanged) {
  SliceMaker past;
  past.seen_always("a");
  const std::size_t oom = past.subject("a", "web", "OOMKilled");
  for (int day = 0; day < 70; ++day) past.fails(oom, kNow - day * kDays - kHour);
  EXPECT_THAT(regressions(past.slice, week_until_now()).rows, IsEmpty());
}

}  // namespace
}  // namespace oomscan::analyze
