#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "prometheus/real_prometheus.hpp"
#include "prometheus/week.hpp"

namespace oomscan::prometheus_test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// Blocks of 24 hours go as a whole, so up to a day more than asked for is kept.
TEST(Retention, OfTwoDaysGivesThePartThatIsThereAndAGap) {
  RealPrometheus server(write_week, {"--storage.tsdb.retention.time=2d"});
  Reading reading(server.url());
  const MetricsAnswer answer = reading.read({"batch", "data", "mem", "shop"}, last(7_d, "7d"));

  // The kill before the data begins was still the last one when it did.
  EXPECT_THAT(times(answer, MetricFact::oom_terminated, "hog"),
              ElementsAre(kNow - 4_d - 2_h, kNow - 1_d - 5_h, kNow - 30_m));
  EXPECT_THAT(times(answer, MetricFact::oom_terminated, "db-0", "app", uid(11)), ElementsAre(kNow - 1_d - 1_h));
  EXPECT_THAT(facts(answer, MetricFact::oom_terminated, "nightly-a"), IsEmpty());
  EXPECT_THAT(facts(answer, MetricFact::oom_terminated, "sticky"), IsEmpty());
  EXPECT_THAT(facts(answer, MetricFact::oom_terminated, "sticky-never"), IsEmpty());

  ASSERT_TRUE(answer.reaches_back_to.has_value());
  EXPECT_GE(*answer.reaches_back_to, kNow - 3_d);
  EXPECT_LE(*answer.reaches_back_to, kNow - 2_d);
  EXPECT_TRUE(has_gap(answer, "history", "retention", "kube_pod_container_status_*"));
  EXPECT_TRUE(has_gap(answer, "history", "retention", format_rfc3339(*answer.reaches_back_to)));
  EXPECT_EQ(answer.gaps.size(), 1U);
}

TEST(Retention, IsNoGapForARangeThatItCovers) {
  RealPrometheus server(write_week, {"--storage.tsdb.retention.time=2d"});
  Reading reading(server.url());
  const MetricsAnswer answer = reading.read({"shop"}, last(1_d, "1d"));
  EXPECT_THAT(answer.gaps, IsEmpty());
  EXPECT_EQ(answer.reaches_back_to, kNow - 1_d);
  EXPECT_THAT(times(answer, MetricFact::oom_terminated, "hog"), ElementsAre(kNow - 30_m));
}

}  // namespace
}  // namespace oomscan::prometheus_test
