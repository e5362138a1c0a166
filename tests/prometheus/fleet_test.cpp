#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "prometheus/cluster_proof.hpp"
#include "prometheus/history_check.hpp"
#include "prometheus/query_frame.hpp"
#include "prometheus/real_prometheus.hpp"
#include "prometheus/week.hpp"

namespace oomscan::prometheus_test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr int kNamespaces = 2'000;
constexpr std::size_t kPerBatch = 10;

std::string name_of(int number) { return fmt::format("team-{:04}-production-workloads", number); }

TEST(Fleet, OfTwoThousandNamespacesNeedsThreeQueriesForTenOfThem) {
  RealPrometheus server([](SampleWriter& writer) {
    for (const int number : {0, 777, 1'999}) {
      writer.write({name_of(number), "hog", uid(number), "app", false, kNow - 8_h, kNow, {{kNow - 3_h}}});
      writer.counter(cadvisor_labels(name_of(number), "child", uid(5'000 + number), "app", "c"), kNow - 9_h,
                     {{kNow - 8_h, 0}, {kNow - 2_h, 2}}, kNow);
    }
  });
  std::vector<std::string> names;
  for (int i = 0; i < kNamespaces; ++i) names.push_back(name_of(i));
  Reading reading(server.url());
  const auto reader = reading.open();
  ASSERT_TRUE(reader.ok()) << reader.error().message;
  const std::size_t before = reading.connector().requests();
  EXPECT_EQ(before, 1U);
  const MetricsAnswer answer = (*reader)->read(names, last(6_h, "6h"), {});

  EXPECT_THAT(answer.gaps, IsEmpty());
  EXPECT_LE(reading.connector().requests() - before,
            3 * kNamespaces / kPerBatch + prometheus::kHistoryQueriesMax + prometheus::kProofQueriesMax);
  EXPECT_LE(reading.connector().longest_target(), prometheus::kTargetBytesMax);
  std::vector<std::string> killed;
  std::vector<std::string> grew;
  for (const MetricObservation& seen : answer.observations) {
    if (seen.fact == MetricFact::oom_terminated) {
      EXPECT_THAT(seen.times, ElementsAre(kNow - 3_h));
      killed.push_back(seen.namespace_name);
    }
    if (seen.fact == MetricFact::oom_events_grew) {
      EXPECT_EQ(seen.count, 2);
      grew.push_back(seen.namespace_name);
    }
  }
  EXPECT_THAT(killed, ElementsAre(name_of(0), name_of(777), name_of(1'999)));
  EXPECT_THAT(grew, ElementsAre(name_of(0), name_of(777), name_of(1'999)));
}

}  // namespace
}  // namespace oomscan::prometheus_test
