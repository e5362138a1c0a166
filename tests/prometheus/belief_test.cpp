// When a Prometheus is believed: holes, labels that were not honoured, other clusters' servers and hubs, exporters
// whose histories differ.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "prometheus/real_prometheus.hpp"
#include "prometheus/week.hpp"

namespace oomscan::prometheus_test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

constexpr MetricFact kKilled = MetricFact::oom_terminated;
constexpr MetricFact kGrew = MetricFact::oom_events_grew;

void write_container(SampleWriter& writer, int id, Timestamp from, Timestamp to, const std::vector<Ending>& endings) {
  writer.write({"shop", "hog", uid(id), "app", false, from, to, endings});
}
void write_counter(SampleWriter& writer, int id, Timestamp from, Timestamp to) {
  writer.counter(cadvisor_labels("shop", "hog", uid(id), "app", "c"), kNow - 20_d, {{from, 0}}, to);
}

TEST(Belief, AHoleIsAGap) {
  RealPrometheus server([](SampleWriter& writer) {
    write_container(writer, 1, kDataBegins, kNow - 6_d, {});
    write_container(writer, 1, kNow - 1_d, kNow, {{kNow - 1_h}});
    write_counter(writer, 1, kDataBegins, kNow - 6_d);
    write_counter(writer, 1, kNow - 1_d, kNow);
  });
  Reading reading(server.url());
  const MetricsAnswer answer = reading.read({"shop"}, last(7_d, "7d"));
  EXPECT_THAT(times(answer, kKilled, "hog"), ElementsAre(kNow - 1_h));
  ASSERT_THAT(answer.gaps, SizeIs(1));  // of both exporters, once
  EXPECT_TRUE(has_gap(answer, "prometheus", "not_found", "has no 'kube_pod_container_status_*' from 2025-12-06T"));
  EXPECT_TRUE(has_gap(answer, "prometheus", "not_found", "to 2025-12-11T"));
}

TEST(Belief, AHoleOfOneExporterIsAGapOfItsMetrics) {
  RealPrometheus server([](SampleWriter& writer) {
    write_container(writer, 1, kDataBegins, kNow, {});
    write_counter(writer, 1, kDataBegins, kNow - 2_d);
    write_counter(writer, 1, kNow - 2_d + 40_m, kNow);
  });
  Reading reading(server.url());
  const MetricsAnswer answer = reading.read({"shop"}, last(7_d, "7d"));
  ASSERT_THAT(answer.gaps, SizeIs(1));
  EXPECT_TRUE(has_gap(answer, "prometheus", "not_found", "has no 'container_oom_events_total' from"));
}

// honor_labels: false. What stands without the prefix is where kube-state-metrics itself runs.
TEST(Belief, LabelsThatWereNotHonouredAreTheTruth) {
  RealPrometheus server([](SampleWriter& writer) {
    const std::string own = R"(namespace="monitoring",pod="kube-state-metrics-0",container="ksm",)";
    const std::string truth =
        "exported_namespace=\"shop\",exported_pod=\"hog\",exported_container=\"app\",uid=\"" + uid(1) + "\"";
    const std::string all = "{" + own + truth;
    const auto second = static_cast<double>((kNow - 3_h).time_since_epoch().count());
    writer.constant("kube_pod_container_status_restarts_total" + all + "}", kDataBegins, kNow, 1);
    writer.constant("kube_pod_container_status_last_terminated_reason" + all + ",reason=\"OOMKilled\"}", kNow - 3_h,
                    kNow, 1);
    writer.constant("kube_pod_container_status_last_terminated_timestamp" + all + "}", kNow - 3_h, kNow, second);
    // The kubelet's scrape has a namespace of its own, but neither pod nor container.
    const std::string counter = R"({namespace="kube-system",exported_namespace="shop",pod="child",container="app",)"
                                "id=\"/kubepods/pod" +
                                uid(2) + "/x\",node=\"node1\"}";
    writer.constant("container_oom_events_total" + counter, kDataBegins, kNow - 2_h, 0);
    writer.constant("container_oom_events_total" + counter, kNow - 2_h, kNow, 3);
  });
  Reading reading(server.url());
  const MetricsAnswer shop = reading.read({"shop"}, last(7_d, "7d"));
  EXPECT_THAT(times(shop, kKilled, "hog"), ElementsAre(kNow - 3_h));
  EXPECT_THAT(facts(shop, kGrew, "child"), SizeIs(1));
  EXPECT_THAT(shop.gaps, IsEmpty());
  EXPECT_THAT(reading.read({"kube-system", "monitoring"}, last(7_d, "7d")).observations, IsEmpty());
}

TEST(Belief, AServerThatKnowsNoneOfThePodsIsAnotherClusters) {
  RealPrometheus server([](SampleWriter& writer) {
    write_container(writer, 100, kDataBegins, kNow, {{kNow - 1_h}});
    writer.constant("kube_pod_info{namespace=\"shop\",pod=\"hog\",uid=\"" + uid(100) + "\",node=\"elsewhere-7\"}",
                    kDataBegins, kNow, 1);
    write_counter(writer, 100, kDataBegins, kNow);
  });
  Reading reading(server.url());
  const MetricsAnswer answer = reading.read({"shop"}, last(7_d, "7d"));
  EXPECT_THAT(answer.observations, IsEmpty());
  EXPECT_FALSE(answer.reaches_back_to.has_value());
  ASSERT_THAT(answer.gaps, SizeIs(1));
  EXPECT_TRUE(has_gap(answer, "prometheus", "wrong_cluster", "it knows none of 10 pods that the API server shows"));
  EXPECT_TRUE(has_gap(answer, "prometheus", "wrong_cluster", "'elsewhere-7'"));
}

TEST(Belief, WhereNoPodIsShownAServerCannotBeToldToBeThisClusters) {
  RealPrometheus server([](SampleWriter& writer) { write_container(writer, 1, kDataBegins, kNow, {{kNow - 1_h}}); });
  Reading reading(server.url(), 2, {});
  const MetricsAnswer answer = reading.read({"shop"}, last(1_d, "1d"));
  EXPECT_THAT(answer.observations, IsEmpty());
  EXPECT_TRUE(has_gap(answer, "prometheus", "wrong_cluster", "shows no pod"));
}

TEST(Belief, ThePodsOfAKubeletAloneProveItToo) {
  RealPrometheus server([](SampleWriter& writer) { write_counter(writer, 1, kDataBegins, kNow); });
  Reading reading(server.url());
  const MetricsAnswer answer = reading.read({"shop"}, last(7_d, "7d"));
  EXPECT_FALSE(has_gap(answer, "prometheus", "wrong_cluster", ""));
  EXPECT_TRUE(has_gap(answer, "prometheus", "not_found", "kube_pod_container_status_*"));
}

void write_hub(SampleWriter& writer, bool with_label) {
  for (const int cluster : {1, 2}) {
    const std::string number = std::to_string(cluster);
    // Each cluster's exporter has an address of its own, which says nothing to anybody.
    const std::string label = with_label ? ",cluster=\"c" + number + "\"" : ",instance=\"10.0.0." + number + ":8080\"";
    const std::string all =
        "{namespace=\"shop\",pod=\"hog\",uid=\"" + uid(cluster * 100 + 1) + "\",container=\"app\"" + label;
    const Timestamp kill = kNow - cluster * 1_h;
    const auto second = static_cast<double>(kill.time_since_epoch().count());
    writer.constant("kube_pod_container_status_restarts_total" + all + "}", kDataBegins, kNow, 1);
    writer.constant("kube_pod_container_status_last_terminated_reason" + all + ",reason=\"OOMKilled\"}", kill, kNow, 1);
    writer.constant("kube_pod_container_status_last_terminated_timestamp" + all + "}", kill, kNow, second);
    writer.constant("kube_namespace_created{namespace=\"kube-system\"" + label + "}", kDataBegins, kNow,
                    1'700'000'000 + cluster);
  }
}

TEST(Belief, AHubIsReadForThisClusterAloneIfALabelTellsItsSeries) {
  RealPrometheus server([](SampleWriter& writer) { write_hub(writer, true); });
  Reading reading(server.url(), 2, {201});
  const MetricsAnswer answer = reading.read({"shop"}, last(7_d, "7d"));
  EXPECT_THAT(facts(answer, kKilled, "hog"), SizeIs(1));
  EXPECT_THAT(times(answer, kKilled, "hog", "app", uid(201)), ElementsAre(kNow - 2_h));
}

TEST(Belief, AHubWithoutATellingLabelIsRefused) {
  RealPrometheus server([](SampleWriter& writer) { write_hub(writer, false); });
  Reading reading(server.url(), 2, {201});
  const MetricsAnswer answer = reading.read({"shop"}, last(7_d, "7d"));
  EXPECT_THAT(answer.observations, IsEmpty());
  EXPECT_TRUE(has_gap(answer, "prometheus", "wrong_cluster", "it holds 2 clusters"));
}

// The scan says once how far back everything reaches, and drops what the sources say of it: what one exporter lacks
// must not be said in those words.
TEST(Belief, AnExportersShorterHistoryIsItsOwnGap) {
  RealPrometheus server([](SampleWriter& writer) {
    write_container(writer, 1, kDataBegins, kNow, {});
    write_counter(writer, 1, kNow - 2_d, kNow);
  });
  Reading reading(server.url());
  const MetricsAnswer answer = reading.read({"shop"}, last(7_d, "7d"));
  EXPECT_EQ(answer.reaches_back_to, kNow - 7_d);
  ASSERT_THAT(answer.gaps, SizeIs(1));
  EXPECT_TRUE(has_gap(answer, "prometheus", "retention", "holds 'container_oom_events_total' only since 2025-12-10"));
}

}  // namespace
}  // namespace oomscan::prometheus_test
