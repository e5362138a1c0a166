#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "prometheus/real_prometheus.hpp"
#include "prometheus/week.hpp"

namespace oomscan::prometheus_test {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::Ge;
using testing::IsEmpty;
using testing::Le;
using testing::SizeIs;

constexpr MetricFact kKilled = MetricFact::oom_terminated;
constexpr MetricFact kGrew = MetricFact::oom_events_grew;
constexpr MetricFact kLoop = MetricFact::crash_loop_waiting;

// A moment that is known only by when it was seen: two steps and a scrape later at most.
auto soon_after(Timestamp moment) { return AllOf(Ge(moment), Le(moment + 3_m)); }

class SevenDays : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    server_ = new RealPrometheus(write_week);
    Reading reading(server_->url());
    answer_ = new MetricsAnswer(reading.read({"batch", "data", "mem", "shop"}, last(7_d, "7d")));
  }
  static void TearDownTestSuite() {
    delete answer_;
    delete server_;
  }
  static const MetricsAnswer& answer() { return *answer_; }
  static RealPrometheus* server_;
  static MetricsAnswer* answer_;
};
RealPrometheus* SevenDays::server_ = nullptr;
MetricsAnswer* SevenDays::answer_ = nullptr;

TEST_F(SevenDays, LeavesNoGapWhereEverythingIsThere) {
  EXPECT_THAT(answer().gaps, IsEmpty());
  EXPECT_EQ(answer().reaches_back_to, kNow - 7_d);
}

TEST_F(SevenDays, DatesEachKillOfAContainerThatRestarts) {
  EXPECT_THAT(times(answer(), kKilled, "hog"),
              ElementsAre(kNow - 6_d - 3_h, kNow - 5_d, kNow - 4_d - 2_h, kNow - 1_d - 5_h, kNow - 30_m));
  EXPECT_EQ(facts(answer(), kKilled, "hog").front().count, 5);
  EXPECT_EQ(facts(answer(), kKilled, "hog").front().pod_uid, uid(1));
}

TEST_F(SevenDays, DoesNotTakeOtherEndingsForKills) {
  EXPECT_THAT(times(answer(), kKilled, "mixed"), ElementsAre(kNow - 3_d));
  EXPECT_THAT(times(answer(), kKilled, "unmarked"), ElementsAre(kNow - 3_d, kNow - 1_d));
  EXPECT_THAT(facts(answer(), kKilled, "crash"), IsEmpty());
  EXPECT_THAT(facts(answer(), kKilled, "nightly-b"), IsEmpty());
}

TEST_F(SevenDays, IgnoresKillsBeforeTheRangeWhoseSeriesStick) {
  EXPECT_THAT(facts(answer(), kKilled, "sticky"), IsEmpty());
  EXPECT_THAT(facts(answer(), kKilled, "sticky-never"), IsEmpty());
}

TEST_F(SevenDays, SaysNothingAboutQuietContainersAndOtherNamespaces) {
  for (const MetricObservation& seen : answer().observations) {
    EXPECT_NE(seen.pod, "quiet");
    EXPECT_NE(seen.container, "side");
    EXPECT_NE(seen.namespace_name, "elsewhere");
  }
}

TEST_F(SevenDays, FindsGonePodsThatDidNotRestartAtTheirCompletionTime) {
  EXPECT_THAT(times(answer(), kKilled, "never"), ElementsAre(kNow - 2_d + 5_m + 23_s));
  EXPECT_THAT(times(answer(), kKilled, "nightly-a"), ElementsAre(kNow - 4_d + 3_m));
}

TEST_F(SevenDays, FindsAGonePodThatWasRestartedPastItsLimit) {
  const Timestamp burst = kNow - 3_d - 7_h;
  const auto found = times(answer(), kKilled, "on-failure");
  // Those that no scrape saw stay unknown: a lower bound, without any invented one.
  EXPECT_THAT(found, testing::IsSupersetOf({burst + 2_m + 30_s, burst + 5_m, burst + 9_m}));
  EXPECT_THAT(found,
              testing::IsSubsetOf({burst, burst + 30_s, burst + 70_s, burst + 2_m + 30_s, burst + 5_m, burst + 9_m}));
}

TEST_F(SevenDays, KeepsTwoPodsOfOneNameApart) {
  EXPECT_THAT(times(answer(), kKilled, "db-0", "app", uid(10)), ElementsAre(kNow - 5_d - 1_h));
  EXPECT_THAT(times(answer(), kKilled, "db-0", "app", uid(11)), ElementsAre(kNow - 1_d - 1_h));
}

TEST_F(SevenDays, ReadsTheVariantsForInitContainers) {
  EXPECT_THAT(times(answer(), kKilled, "prep", "init"), ElementsAre(kNow - 6_h + 5_m, kNow - 6_h + 12_m));
  EXPECT_THAT(times(answer(), kLoop, "prep", "init"), ElementsAre(kNow - 6_h + 5_m, kNow - 6_h + 12_m));
  EXPECT_THAT(times(answer(), kKilled, "mesh", "proxy"), ElementsAre(kNow - 2_d - 2_h));
  EXPECT_TRUE(facts(answer(), kKilled, "mesh", "proxy").front().init_container);
  EXPECT_FALSE(facts(answer(), kKilled, "hog").front().init_container);
  EXPECT_THAT(times(answer(), kKilled, "migrate", "init"), ElementsAre(soon_after(kNow - 8_h + 10_m)));
}

TEST_F(SevenDays, DatesACrashLoopByTheTerminationsThatLedToItsBackOffs) {
  EXPECT_THAT(times(answer(), kLoop, "crash"), ElementsAre(kNow - 2_d + 6_m, kNow - 2_d + 12_m, kNow - 2_d + 20_m));
  EXPECT_THAT(facts(answer(), kLoop, "hog"), IsEmpty());
}

TEST_F(SevenDays, CountsKillsThatAContainerSurvivedAcrossAResetOfTheCounter) {
  const auto found = facts(answer(), kGrew, "survivor");
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_THAT(found.front().times, ElementsAre(soon_after(kNow - 5_d), soon_after(kNow - 1_d)));
  EXPECT_EQ(found.front().count, 4);
  EXPECT_EQ(found.front().pod_uid, uid(20));
  EXPECT_EQ(found.front().node, "node1");
}

TEST_F(SevenDays, TakesACounterThatBeginsAboveZeroForAKillOnlyIfTheContainerIsYoung) {
  EXPECT_THAT(times(answer(), kGrew, "fresh"), ElementsAre(soon_after(kNow - 2_d)));
  EXPECT_THAT(facts(answer(), kGrew, "old"), IsEmpty());
}

TEST_F(SevenDays, DoesNotRepeatADatedKillAsAGrowingCounter) {
  EXPECT_THAT(times(answer(), kKilled, "both"), ElementsAre(kNow - 2_d - 3_h));
  EXPECT_THAT(facts(answer(), kGrew, "both"), IsEmpty());
}

TEST_F(SevenDays, GivesTheSameAnswerWithOneWorkerAndWithMany) {
  const std::vector<std::string> namespaces{"batch", "data", "mem", "shop"};
  Reading one(server_->url(), 1);
  Reading many(server_->url(), 8);
  EXPECT_EQ(one.read(namespaces, last(7_d, "7d")).observations, answer().observations);
  EXPECT_EQ(many.read(namespaces, last(7_d, "7d")).observations, answer().observations);
}

TEST_F(SevenDays, SeesInAShorterRangeWhatFallsIntoIt) {
  Reading reading(server_->url());
  const MetricsAnswer day = reading.read({"data", "mem", "shop"}, last(1_d, "1d"));
  EXPECT_THAT(times(day, kKilled, "hog"), ElementsAre(kNow - 30_m));
  EXPECT_THAT(facts(day, kKilled, "db-0"), IsEmpty());
  EXPECT_THAT(times(day, kKilled, "prep", "init"), SizeIs(2));
  EXPECT_THAT(times(day, kGrew, "survivor"), ElementsAre(soon_after(kNow - 1_d)));
}

}  // namespace
}  // namespace oomscan::prometheus_test
