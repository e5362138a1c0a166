// kube-state-metrics before 2.12: no …_last_terminated_timestamp.
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

constexpr MetricFact kKilled = MetricFact::oom_terminated;
constexpr MetricFact kLoop = MetricFact::crash_loop_waiting;

auto within(Timestamp moment, Seconds late) { return AllOf(Ge(moment), Le(moment + late)); }

void write_cadvisor(SampleWriter& writer) {
  writer.counter(cadvisor_labels("shop", "quiet", uid(9), "app", "c1"), kNow - 9_d, {{kDataBegins, 0}}, kNow);
}

class OldStateMetrics : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    server_ = new RealPrometheus([](SampleWriter& writer) {
      const auto life = [&](std::string pod, int id, Timestamp from, Timestamp to, std::vector<Ending> endings) {
        writer.write({"shop", std::move(pod), uid(id), "app", false, from, to, std::move(endings)}, false);
      };
      life("hog", 1, kDataBegins, kNow, {{kNow - 7_d - 1_h}, {kNow - 5_d}, {kNow - 4_d, "OOMKilled", 5_m}});
      life("mixed", 2, kDataBegins, kNow, {{kNow - 3_d - 1_h, "Error"}, {kNow - 3_d}, {kNow - 1_d, "Error"}});
      life("sticky", 3, kDataBegins, kNow, {{kNow - 7_d - 2_h}});
      life("never", 4, kNow - 2_d, kNow - 2_d + 30_m, {{kNow - 2_d + 5_m, "OOMKilled", std::nullopt}});
      life("crash", 5, kNow - 2_d, kNow - 2_d + 1_h,
           {{kNow - 2_d + 10_m, "Error", 5_m}, {kNow - 2_d + 30_m, "Error", 5_m}});
      life("quiet", 9, kDataBegins, kNow, {});
      write_cadvisor(writer);
    });
    Reading reading(server_->url());
    answer_ = new MetricsAnswer(reading.read({"shop"}, last(7_d, "7d")));
  }
  static void TearDownTestSuite() {
    delete answer_;
    delete server_;
  }
  static const MetricsAnswer& answer() { return *answer_; }
  static RealPrometheus* server_;
  static MetricsAnswer* answer_;
};
RealPrometheus* OldStateMetrics::server_ = nullptr;
MetricsAnswer* OldStateMetrics::answer_ = nullptr;

TEST_F(OldStateMetrics, DatesKillsByWhenTheRestartsGrew) {
  EXPECT_THAT(answer().gaps, IsEmpty());
  EXPECT_THAT(times(answer(), kKilled, "hog"), ElementsAre(within(kNow - 5_d, 3_m), within(kNow - 4_d, 8_m)));
  EXPECT_THAT(facts(answer(), kKilled, "hog").front().detail, testing::HasSubstr("restarts grew"));
}

TEST_F(OldStateMetrics, DoesNotTakeRestartsForOtherReasonsForKills) {
  EXPECT_THAT(times(answer(), kKilled, "mixed"), ElementsAre(within(kNow - 3_d, 3_m)));
  EXPECT_THAT(facts(answer(), kKilled, "crash"), IsEmpty());
}

TEST_F(OldStateMetrics, IgnoresAKillBeforeTheRangeWhoseSeriesSticks) {
  EXPECT_THAT(facts(answer(), kKilled, "sticky"), IsEmpty());
}

TEST_F(OldStateMetrics, DatesPodsThatDidNotRestartExactly) {
  EXPECT_THAT(times(answer(), kKilled, "never"), ElementsAre(kNow - 2_d + 5_m));
}

TEST_F(OldStateMetrics, DatesACrashLoopByWhenItsBackOffsWereFirstSeen) {
  EXPECT_THAT(times(answer(), kLoop, "crash"),
              ElementsAre(within(kNow - 2_d + 10_m, 3_m), within(kNow - 2_d + 30_m, 3_m)));
}

TEST_F(OldStateMetrics, RenewedWithinTheRangeIsReadBothWays) {
  const std::vector<Ending> endings{{kNow - 6_d}, {kNow - 5_d}, {kNow - 2_d}, {kNow - 1_d, "Error"}};
  RealPrometheus server([&](SampleWriter& writer) {
    writer.write({"shop", "hog", uid(1), "app", false, kDataBegins, kNow - 3_d, endings}, false);
    writer.write({"shop", "hog", uid(1), "app", false, kNow - 3_d, kNow, endings}, true);
    write_cadvisor(writer);
  });
  Reading reading(server.url());
  const MetricsAnswer both = reading.read({"shop"}, last(7_d, "7d"));
  EXPECT_THAT(both.gaps, IsEmpty());
  // The newest one before the renewal has been seen both ways: once, and exactly.
  EXPECT_THAT(times(both, kKilled, "hog"), ElementsAre(within(kNow - 6_d, 3_m), kNow - 5_d, kNow - 2_d));
}

}  // namespace
}  // namespace oomscan::prometheus_test
