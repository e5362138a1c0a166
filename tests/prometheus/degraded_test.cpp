#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "prometheus/real_prometheus.hpp"
#include "prometheus/week.hpp"

namespace oomscan::prometheus_test {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

void write_one_hog(SampleWriter& writer, Timestamp end = kNow) {
  writer.write({"shop", "hog", uid(1), "app", false, kNow - 2_d, end, {{kNow - 1_d - 2_h}}});
}
void write_cadvisor(SampleWriter& writer, Timestamp end = kNow) {
  writer.counter(cadvisor_labels("shop", "hog", uid(1), "app", "c"), kNow - 9_d, {{kNow - 2_d, 0}}, end);
}

TEST(Degraded, AServerThatStoppedSinceItWasFoundIsAGap) {
  RealPrometheus server([](SampleWriter& writer) {
    write_one_hog(writer);
    write_cadvisor(writer);
  });
  Reading reading(server.url());
  const auto reader = reading.open();
  ASSERT_TRUE(reader.ok());
  server.stop();
  const MetricsAnswer answer = (*reader)->read({"data", "shop"}, last(1_d, "1d"), {});
  EXPECT_THAT(answer.observations, IsEmpty());
  EXPECT_FALSE(answer.reaches_back_to.has_value());
  ASSERT_THAT(answer.gaps, SizeIs(1));
  EXPECT_TRUE(has_gap(answer, "prometheus", "unreachable", "2 namespaces"));
}

TEST(Degraded, AServerThatIsNotThereCannotBeOpened) {
  std::string url;
  {
    RealPrometheus server([](SampleWriter& writer) { write_one_hog(writer); });
    url = server.url();
  }
  Reading reading(url);
  const auto reader = reading.open();
  ASSERT_FALSE(reader.ok());
  EXPECT_EQ(reader.error().kind, ErrorKind::unreachable);
  EXPECT_THAT(reader.error().message, HasSubstr(url));
}

TEST(Degraded, MetricsThatDoNotExistAreGapsThatNameThem) {
  RealPrometheus server([](SampleWriter& writer) { writer.constant("up{job=\"x\"}", kNow - 2_d, kNow, 1); });
  Reading reading(server.url());
  const MetricsAnswer answer = reading.read({"shop"}, last(1_d, "1d"));
  EXPECT_THAT(answer.observations, IsEmpty());
  EXPECT_FALSE(answer.reaches_back_to.has_value());
  EXPECT_TRUE(has_gap(answer, "prometheus", "not_found", "kube_pod_container_status_*"));
  EXPECT_TRUE(has_gap(answer, "prometheus", "not_found", "container_oom_events_total"));
}

TEST(Degraded, AMissingCounterOfKillsIsAGapBesideWhatIsFound) {
  RealPrometheus server([](SampleWriter& writer) { write_one_hog(writer); });
  Reading reading(server.url());
  const MetricsAnswer answer = reading.read({"shop"}, last(47_h, "47h"));
  EXPECT_THAT(times(answer, MetricFact::oom_terminated, "hog"), SizeIs(1));
  ASSERT_THAT(answer.gaps, SizeIs(1));
  EXPECT_TRUE(has_gap(answer, "prometheus", "not_found", "container_oom_events_total"));
}

TEST(Degraded, SamplesThatStoppedComingAreAGap) {
  RealPrometheus server([](SampleWriter& writer) {
    write_one_hog(writer, kNow - 20_h);
    write_cadvisor(writer, kNow - 20_h);
  });
  Reading reading(server.url());
  const MetricsAnswer answer = reading.read({"shop"}, last(47_h, "47h"));
  EXPECT_THAT(times(answer, MetricFact::oom_terminated, "hog"), SizeIs(1));
  EXPECT_TRUE(has_gap(answer, "prometheus", "not_found", "since 2025-12-11T0"));
}

TEST(Degraded, AQueryThatWouldLoadTooManySamplesIsAskedCoarser) {
  const auto fill = [](SampleWriter& writer) {
    for (int i = 0; i < 20; ++i) {
      writer.write({"shop", "hog", uid(i), "app", false, kNow - 2_d, kNow, {{kNow - 1_d - 2_h}}});
    }
    write_cadvisor(writer);
  };
  RealPrometheus server(fill, {"--query.max-samples=60000"});
  Reading reading(server.url());
  const MetricsAnswer answer = reading.read({"shop"}, last(47_h, "47h"));
  EXPECT_THAT(answer.gaps, IsEmpty());
  EXPECT_THAT(facts(answer, MetricFact::oom_terminated, "hog"), SizeIs(20));
}

TEST(Degraded, AQueryThatWouldLoadTooManySamplesInAnyFormIsAGapWithAHint) {
  RealPrometheus server(
      [](SampleWriter& writer) {
        for (int i = 0; i < 20; ++i) {
          writer.write({"shop", "hog", uid(i), "app", false, kNow - 2_d, kNow, {{kNow - 1_d - 2_h}}});
        }
        write_cadvisor(writer);
      },
      {"--query.max-samples=4000"});
  Reading reading(server.url());
  const MetricsAnswer answer = reading.read({"shop"}, last(47_h, "47h"));
  ASSERT_TRUE(has_gap(answer, "prometheus", "bad_answer", "too many samples"));
  for (const Gap& gap : answer.gaps) EXPECT_THAT(gap.hint, HasSubstr("--ns-batch-size"));
}

}  // namespace
}  // namespace oomscan::prometheus_test
