#include "prometheus/fact_collector.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "prometheus/fact_queries.hpp"

namespace oomscan::prometheus {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

const Timestamp kNow{Seconds{1'765'517'160}};
const TimeRange kRange{"7d", kNow - Seconds{604'800}, kNow};
const QueryFrame kFrame = fine_frame(kRange);  // steps of 60 s
const std::vector<std::string> kNamespaces{"a", "shop"};

double since_1970(Timestamp time) { return static_cast<double>(time.time_since_epoch().count()); }

Sequence sequence(std::string_view fact, std::vector<Point> points, std::string uid = "u1") {
  return {
      {{"namespace", "shop"}, {"pod", "p"}, {"uid", std::move(uid)}, {"container", "app"}, {"fact", std::string(fact)}},
      std::move(points)};
}

Timestamp ago(int minutes) { return kNow - Seconds{minutes * 60}; }

std::vector<MetricObservation> collected(std::vector<Sequence> sequences, DataBegins begins = {}) {
  FactCollector collector(kRange, begins);
  collector.add({std::move(sequences), {}}, kFrame, kNamespaces);
  return collector.observations();
}

TEST(FactCollector, DatesATerminationByItsValue) {
  const auto seen = collected(
      {sequence(fact_tag::kLastTerminated,
                {{ago(10), since_1970(ago(12))}, {ago(5), since_1970(ago(6))}, {ago(4), since_1970(ago(6))}})});
  ASSERT_THAT(seen, SizeIs(1));
  EXPECT_EQ(seen[0].fact, MetricFact::oom_terminated);
  EXPECT_THAT(seen[0].times, ElementsAre(ago(12), ago(6)));
  EXPECT_EQ(seen[0].count, 2);
  EXPECT_EQ(seen[0].pod_uid, "u1");
}

TEST(FactCollector, LeavesOutWhatLiesOutsideTheRange) {
  EXPECT_THAT(collected({sequence(fact_tag::kLastTerminated,
                                  {{ago(1), since_1970(kRange.from) - 1}, {ago(1), since_1970(kNow) + 60}}),
                         sequence(fact_tag::kTerminated, {{ago(1), since_1970(kRange.from) - 1}})}),
              IsEmpty());
}

TEST(FactCollector, SurvivesAbsurdValues) {
  EXPECT_THAT(collected({sequence(fact_tag::kLastTerminated, {{ago(1), -1e300}, {ago(1), 1e300}, {ago(1), 0.0}})}),
              IsEmpty());
  EXPECT_EQ(collected({sequence(fact_tag::kOomGrew, {{ago(1), 1e300}})})[0].count, 1'000'000'000'000);
}

TEST(FactCollector, DatesAnEndByThePodsCompletionAndElseByWhenItWasSeen) {
  EXPECT_THAT(collected({sequence(fact_tag::kTerminated, {{ago(10), since_1970(ago(11))}})})[0].times,
              ElementsAre(ago(11)));
  EXPECT_THAT(collected({sequence(fact_tag::kTerminated, {{ago(10), 1}})})[0].times, ElementsAre(ago(10)));
  Sequence init = sequence(fact_tag::kTerminated, {{ago(10), since_1970(ago(60))}});
  init.labels["init"] = "1";
  const auto seen = collected({init});
  EXPECT_THAT(seen[0].times, ElementsAre(ago(10)));
  EXPECT_TRUE(seen[0].init_container);
}

TEST(FactCollector, DoesNotDateByWhenTheDataBegins) {
  EXPECT_THAT(collected({sequence(fact_tag::kTerminated, {{ago(10), 1}})}, {ago(11), std::nullopt}), IsEmpty());
  const auto young = collected({sequence(fact_tag::kOomAppeared, {{ago(10), 3}})}, {std::nullopt, ago(11)});
  ASSERT_THAT(young, SizeIs(1));
  EXPECT_EQ(young[0].late_max, kFrame.step + kSeenLate + kYoungMax);
  EXPECT_THAT(collected({sequence(fact_tag::kTerminated, {{ago(10), 1}})}, {ago(60), std::nullopt}), SizeIs(1));
}

TEST(FactCollector, SaysHowLateItsMomentsMayBe) {
  EXPECT_EQ(collected({sequence(fact_tag::kLastTerminated, {{ago(10), since_1970(ago(12))}})})[0].late_max, Seconds{0});
  EXPECT_EQ(collected({sequence(fact_tag::kTerminated, {{ago(10), 1}})})[0].late_max, Seconds{180});
  EXPECT_EQ(collected({sequence(fact_tag::kRestarted, {{ago(10), 2}})})[0].late_max, Seconds{480});
  EXPECT_EQ(collected({sequence(fact_tag::kOomGrew, {{ago(10), 2}})})[0].late_max, Seconds{180});
  EXPECT_EQ(collected({sequence(fact_tag::kLoopTerminated, {{ago(10), since_1970(ago(12))}})})[0].late_max, Seconds{0});
  EXPECT_EQ(collected({sequence(fact_tag::kWaiting, {{ago(10), 1}})})[0].late_max, Seconds{180});
}

TEST(FactCollector, CountsOneFailureToldByTwoSeriesOnce) {
  const auto seen =
      collected({sequence(fact_tag::kLastTerminated, {{ago(10), since_1970(ago(12))}}),
                 sequence(fact_tag::kTerminated, {{ago(11), 1}}), sequence(fact_tag::kRestarted, {{ago(8), 2}})});
  EXPECT_THAT(seen[0].times, ElementsAre(ago(12)));
}

TEST(FactCollector, CountsEachNumberOfRestartsOnce) {
  const auto seen = collected({sequence(fact_tag::kRestarted, {{ago(18), 2}, {ago(17), 2}, {ago(16), 3}})});
  EXPECT_THAT(seen[0].times, ElementsAre(ago(18), ago(16)));
}

TEST(FactCollector, CountsAKillThatIsOnlyKnownToLieBetweenTwoPoints) {
  const auto seen = collected({sequence(fact_tag::kTerminatedWithin, {{ago(10), 1}, {ago(30), 1}}),
                               sequence(fact_tag::kLastTerminated, {{ago(9), since_1970(ago(10))}})});
  ASSERT_THAT(seen, SizeIs(1));
  EXPECT_THAT(seen[0].times, ElementsAre(ago(30), ago(10)));
  EXPECT_EQ(seen[0].late_max, Seconds{180});
}

TEST(FactCollector, CountsAsManyFailuresAsTheRestartsShow) {
  const auto seen = collected({sequence(fact_tag::kTerminated, {{ago(20), since_1970(ago(21))}}),
                               sequence(fact_tag::kRestarted, {{ago(18), 2}, {ago(17), 3}, {ago(5), 4}})});
  EXPECT_THAT(seen[0].times, ElementsAre(ago(21), ago(17), ago(5)));
}

TEST(FactCollector, DoesNotRepeatADatedKillAsAGrowingCounter) {
  const auto seen = collected({sequence(fact_tag::kLastTerminated, {{ago(10), since_1970(ago(12))}}),
                               sequence(fact_tag::kOomGrew, {{ago(30), 2}, {ago(11), 1}})});
  ASSERT_THAT(seen, SizeIs(2));
  EXPECT_EQ(seen[1].fact, MetricFact::oom_events_grew);
  EXPECT_THAT(seen[1].times, ElementsAre(ago(30)));
  EXPECT_EQ(seen[1].count, 2);
}

TEST(FactCollector, MatchesCountersWithoutUidByName) {
  EXPECT_THAT(collected({sequence(fact_tag::kLastTerminated, {{ago(10), since_1970(ago(12))}}),
                         sequence(fact_tag::kOomGrew, {{ago(11), 1}}, "")}),
              SizeIs(1));
  EXPECT_THAT(collected({sequence(fact_tag::kLastTerminated, {{ago(10), since_1970(ago(12))}}),
                         sequence(fact_tag::kOomGrew, {{ago(11), 1}}, "u2")}),
              SizeIs(2));
}

TEST(FactCollector, ReadsTheUidOfSystemdsControlGroups) {
  EXPECT_EQ(collected({sequence(fact_tag::kOomGrew, {{ago(11), 1}}, "0a1b_2c3d")})[0].pod_uid, "0a1b-2c3d");
}

TEST(FactCollector, DatesACrashLoopByItsTerminationsAndByWhenItWasSeen) {
  const auto seen = collected({sequence(fact_tag::kLoopTerminated, {{ago(10), since_1970(ago(12))}}),
                               sequence(fact_tag::kWaiting, {{ago(30), 1}})});
  ASSERT_THAT(seen, SizeIs(1));
  EXPECT_EQ(seen[0].fact, MetricFact::crash_loop_waiting);
  EXPECT_THAT(seen[0].times, ElementsAre(ago(30), ago(12)));
}

TEST(FactCollector, LeavesOutWhatNobodyAskedFor) {
  Sequence other = sequence(fact_tag::kLastTerminated, {{ago(1), since_1970(ago(2))}});
  other.labels["namespace"] = "other";
  Sequence nameless = sequence(fact_tag::kLastTerminated, {{ago(1), since_1970(ago(2))}});
  nameless.labels.erase("container");
  Sequence unknown = sequence("something", {{ago(1), 1}});
  EXPECT_THAT(collected({other, nameless, unknown}), IsEmpty());
}

TEST(FactCollector, GivesTheSameForAnyOrderOfAnswers) {
  const PrometheusAnswer one{{sequence(fact_tag::kLastTerminated, {{ago(10), since_1970(ago(12))}}, "u2")}, {}};
  const PrometheusAnswer two{
      {sequence(fact_tag::kOomGrew, {{ago(40), 1}}, "u1"), sequence(fact_tag::kTerminated, {{ago(11), 1}}, "u2")}, {}};
  FactCollector forth(kRange, {});
  forth.add(one, kFrame, kNamespaces);
  forth.add(two, kFrame, kNamespaces);
  FactCollector back(kRange, {});
  back.add(two, kFrame, kNamespaces);
  back.add(one, kFrame, kNamespaces);
  EXPECT_EQ(forth.observations(), back.observations());
  EXPECT_THAT(forth.observations(), SizeIs(2));
}

}  // namespace
}  // namespace oomscan::prometheus
