#include "prometheus/history_check.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace oomscan::prometheus {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

const Timestamp kNow{Seconds{1'765'517'160}};
const TimeRange kRange{"7d", kNow - Seconds{604'800}, kNow};
constexpr Seconds kStep{9'450};

constexpr Seconds operator""_d(unsigned long long days) { return Seconds{days * 86'400}; }

Span since(Seconds age) { return {kNow - age, kNow, 9}; }

Spans everything(Seconds age) {
  return {{"restarts", since(age)},
          {"restarted", since(age)},
          {"reason", since(age)},
          {"time", since(age)},
          {"oom", since(age)}};
}

TEST(HistoryCheck, IsSatisfiedWithEverythingThroughout) {
  const History history = judge_history(everything(7_d), kRange, kStep, false);
  EXPECT_THAT(history.gaps, IsEmpty());
  EXPECT_EQ(history.reaches_back_to, kRange.from);
  EXPECT_EQ(history.dating, Dating::by_timestamp);
  EXPECT_FALSE(history.begins.kube_state_metrics.has_value());
}

TEST(HistoryCheck, SaysOnceThatTheDataIsShorterThanTheRange) {
  const History history = judge_history(everything(2_d), kRange, kStep, false);
  ASSERT_THAT(history.gaps, SizeIs(1));
  EXPECT_EQ(history.gaps[0].subject, GapSubject::history);
  EXPECT_EQ(history.gaps[0].reason, GapReason::retention);
  EXPECT_THAT(history.gaps[0].detail, HasSubstr("2025-12-10T05:26:00Z"));
  EXPECT_EQ(history.reaches_back_to, kNow - 2_d);
  EXPECT_EQ(history.begins.kube_state_metrics, kNow - 2_d);
}

TEST(HistoryCheck, ForgivesAFewMinutes) {
  EXPECT_THAT(judge_history(everything(7_d - Seconds{600}), kRange, kStep, false).gaps, IsEmpty());
}

TEST(HistoryCheck, SaysWhichSourceIsShorter) {
  Spans spans = everything(7_d);
  spans["oom"] = since(1_d);
  const History history = judge_history(spans, kRange, kStep, false);
  ASSERT_THAT(history.gaps, SizeIs(1));
  EXPECT_EQ(history.gaps[0].subject, GapSubject::prometheus);  // the scan says the history's own itself
  EXPECT_EQ(history.gaps[0].reason, GapReason::retention);
  EXPECT_THAT(history.gaps[0].detail, HasSubstr("container_oom_events_total"));
  EXPECT_EQ(history.reaches_back_to, kRange.from);
}

TEST(HistoryCheck, SeesHolesThatAreLongerThanThePointsAreApart) {
  const Timestamp t = kNow;
  EXPECT_THAT(holes_in({}, Seconds{300}), IsEmpty());
  EXPECT_THAT(holes_in({t, t + Seconds{300}, t + Seconds{1'500}}, Seconds{300}), IsEmpty());
  EXPECT_THAT(holes_in({t, t + Seconds{300}, t + Seconds{1'501}}, Seconds{300}),
              testing::ElementsAre(Hole{t + Seconds{300}, t + Seconds{1'501}}));
}

TEST(HistoryCheck, NamesWhatDoesNotExist) {
  const History nothing = judge_history({}, kRange, kStep, false);
  ASSERT_THAT(nothing.gaps, SizeIs(2));
  EXPECT_THAT(nothing.gaps[0].detail, HasSubstr("kube_pod_container_status_*"));
  EXPECT_THAT(nothing.gaps[1].detail, HasSubstr("container_oom_events_total"));
  EXPECT_EQ(nothing.gaps[0].reason, GapReason::not_found);
  EXPECT_FALSE(nothing.reaches_back_to.has_value());
}

TEST(HistoryCheck, MissesReasonsOnlyWhereContainersHaveRestarted) {
  Spans spans{{"restarts", since(7_d)}, {"oom", since(7_d)}};
  EXPECT_THAT(judge_history(spans, kRange, kStep, false).gaps, IsEmpty());
  spans["restarted"] = since(7_d);
  const History history = judge_history(spans, kRange, kStep, false);
  ASSERT_THAT(history.gaps, SizeIs(1));
  EXPECT_THAT(history.gaps[0].detail, HasSubstr("last_terminated_reason"));
}

TEST(HistoryCheck, SaysThatSamplesStoppedComing) {
  Spans spans = everything(7_d);
  for (auto& [family, span] : spans) span.last = kNow - 1_d;
  const History history = judge_history(spans, kRange, kStep, false);
  ASSERT_THAT(history.gaps, SizeIs(1));
  EXPECT_EQ(history.gaps[0].subject, GapSubject::prometheus);
  EXPECT_THAT(history.gaps[0].detail, HasSubstr("2025-12-11T05:26:00Z"));
}

TEST(HistoryCheck, KnowsHowTerminationsCanBeDated) {
  Spans spans = everything(7_d);
  spans.erase("time");
  EXPECT_EQ(judge_history(spans, kRange, kStep, false).dating, Dating::by_restarts);
  EXPECT_EQ(judge_history(spans, kRange, kStep, true).dating, Dating::by_either);
  spans["time"] = since(2_d);
  EXPECT_EQ(judge_history(spans, kRange, kStep, false).dating, Dating::by_either);
  EXPECT_EQ(judge_history({{"restarts", since(7_d)}}, kRange, kStep, false).dating, Dating::by_either);
}

}  // namespace
}  // namespace oomscan::prometheus
