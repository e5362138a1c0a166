// What lives for one scrape only: between two points of a query nothing may get lost, at any step.
#include <atomic>
#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "prometheus/query_frame.hpp"
#include "prometheus/real_prometheus.hpp"
#include "prometheus/week.hpp"
#include "unit/http/raw_http_server.hpp"

namespace oomscan::prometheus_test {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::Ge;
using testing::Le;
using testing::SizeIs;

constexpr MetricFact kKilled = MetricFact::oom_terminated;
constexpr MetricFact kGrew = MetricFact::oom_events_grew;
constexpr MetricFact kLoop = MetricFact::crash_loop_waiting;

std::string labels(const std::string& pod, int id, const std::string& more = {}) {
  return "{namespace=\"ci\",pod=\"" + pod + "\",uid=\"" + uid(id) + "\",container=\"app\"" + more + "}";
}

std::string line(const std::string& series, std::int64_t value) { return series + " " + std::to_string(value) + "\n"; }

// The steps that ranges of these lengths give.
struct Step {
  Seconds step;
  TimeRange range;
};
std::vector<Step> steps(Timestamp now) {
  return {{15_s, {"1h", now - 1_h, now}},
          {60_s, {"7d", now - 7_d, now}},
          {300_s, {"37d", now - prometheus::kReachMax, now}}};
}

// A target that shows each pod in one scrape, or two, and never again, as kube-state-metrics and a kubelet show what is
// deleted within a minute. A real scrape leaves the marker that a series has ended.
class ShortLives {
 public:
  ShortLives() : server_([this](const std::string&, http::Connection& connection) { answer(connection); }) {}

  [[nodiscard]] std::string target() const { return server_.url().substr(std::string_view("http://").size()); }
  // False if the scrapes do not come.
  bool wait_for_scrapes(int count) {
    schedule::SystemClock clock;
    for (int i = 0; i < 1'200 && scrapes_ < count; ++i) clock.sleep(std::chrono::milliseconds{50}, {});
    return scrapes_ >= count;
  }
  static constexpr int kScrapes = 9;
  const std::int64_t began = std::time(nullptr);

 private:
  void answer(http::Connection& connection) {
    const int scrape = ++scrapes_;
    std::string text = line("kube_pod_container_status_restarts_total" + labels("steady", 1), 0);
    const std::string survivor = cadvisor_labels("ci", "survivor", uid(2), "app", "c2");
    text += line("container_oom_events_total{" + survivor + "}", scrape <= 3 ? 19 : 53);
    text += line("container_start_time_seconds{" + survivor + "}", began - 86'400);
    const auto last = [&](const std::string& pod, int id, const std::string& reason, std::int64_t at) {
      text += line("kube_pod_container_status_restarts_total" + labels(pod, id), 1);
      text +=
          line("kube_pod_container_status_last_terminated_reason" + labels(pod, id, ",reason=\"" + reason + "\""), 1);
      text += line("kube_pod_container_status_last_terminated_timestamp" + labels(pod, id), at);
    };
    if (scrape == 2) {
      text += line("kube_pod_container_status_terminated_reason" + labels("never", 3, ",reason=\"OOMKilled\""), 1);
      text += line("kube_pod_completion_time{namespace=\"ci\",pod=\"never\",uid=\"" + uid(3) + "\"}", began - 3);
    }
    if (scrape == 3) last("restarted", 4, "OOMKilled", began - 4);
    if (scrape == 4) {
      last("looping", 5, "Error", began - 5);
      text +=
          line("kube_pod_container_status_waiting_reason" + labels("looping", 5, ",reason=\"CrashLoopBackOff\""), 1);
    }
    if (scrape == 5) {
      const std::string young = cadvisor_labels("ci", "young", uid(6), "app", "c6");
      text += line("container_oom_events_total{" + young + "}", 1) +
              line("container_start_time_seconds{" + young + "}", began);
    }
    // The kill is seen after another end, or before it, and then the pod is gone.
    if (scrape == 6) last("other-first", 7, "Error", began - 8), last("kill-first", 8, "OOMKilled", began - 8);
    if (scrape == 7) last("other-first", 7, "OOMKilled", began - 7), last("kill-first", 8, "Error", began - 7);
    connection.send("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: " + std::to_string(text.size()) +
                    "\r\n\r\n" + text);
  }

  std::atomic<int> scrapes_{0};
  http::RawHttpServer server_;
};

TEST(Fleeting, PodsOfOneScrapeAreFoundAtAnyStep) {
  ShortLives pods;
  RealPrometheus server(pods.target());
  ASSERT_TRUE(pods.wait_for_scrapes(ShortLives::kScrapes));
  const Timestamp now{Seconds{std::time(nullptr)}};
  const auto ago = [&](int seconds) { return Timestamp{Seconds{pods.began - seconds}}; };
  for (const auto& [step, range] : steps(now)) {
    SCOPED_TRACE(step.count());
    EXPECT_EQ(prometheus::fine_frame(range).step, step);
    Reading reading(server.url());
    const MetricsAnswer answer = reading.read({"ci"}, range);
    EXPECT_THAT(times(answer, kKilled, "never"), ElementsAre(ago(3)));
    EXPECT_THAT(times(answer, kKilled, "restarted"), ElementsAre(ago(4)));
    EXPECT_THAT(times(answer, kLoop, "looping"), ElementsAre(ago(5)));
    EXPECT_THAT(times(answer, kGrew, "young"), SizeIs(1));
    const auto survivor = facts(answer, kGrew, "survivor");
    ASSERT_THAT(survivor, SizeIs(1));
    EXPECT_EQ(survivor.front().count, 34);
    // Whichever came first: one kill, its moment within the bounds that are told.
    for (const char* pod : {"other-first", "kill-first"}) {
      const auto seen = facts(answer, kKilled, pod);
      ASSERT_THAT(seen, SizeIs(1)) << pod;
      ASSERT_THAT(seen.front().times, SizeIs(1)) << pod;
      const Timestamp truth = pod[0] == 'o' ? ago(7) : ago(8);
      EXPECT_THAT(truth, AllOf(Ge(seen.front().times.front() - seen.front().late_max), Le(seen.front().times.front())))
          << pod;
    }
    EXPECT_THAT(facts(answer, kKilled, "looping"), SizeIs(0));
    EXPECT_THAT(facts(answer, kKilled, "steady"), SizeIs(0));
  }
}

// The property itself: one sample at any moment of the range, on a server whose instant selectors see a sample for one
// second only, so that only what looks at whole windows can find it.
TEST(Fleeting, NoMomentOfTheRangeIsLeftOut) {
  constexpr int kPods = 400;
  std::mt19937 random(19);  // the same moments each time
  for (const auto& [step, range] : steps(kNow)) {
    SCOPED_TRACE(step.count());
    const prometheus::QueryFrame frame = prometheus::fine_frame(range);
    const std::int64_t length = (range.to - range.from).count();
    std::vector<Timestamp> moments{range.from,        range.from + 1_s,   frame.start,    frame.start + 1_s,
                                   frame.start - 1_s, frame.start + step, range.to - 1_s, range.to};
    std::erase_if(moments, [&](Timestamp moment) { return moment < range.from; });
    while (moments.size() < kPods) {
      moments.push_back(range.from + Seconds{static_cast<std::int64_t>(random() % static_cast<unsigned>(length))});
    }
    RealPrometheus server(
        [&](SampleWriter& writer) {
          for (std::size_t i = 0; i < moments.size(); ++i) {
            const int id = static_cast<int>(i);
            const std::string pod = "p" + std::to_string(i);
            const auto second = static_cast<double>(moments[i].time_since_epoch().count());
            writer.sample("kube_pod_container_status_restarts_total" + labels(pod, id), 1, moments[i]);
            if (i % 2 == 0) {
              writer.sample(
                  "kube_pod_container_status_last_terminated_reason" + labels(pod, id, ",reason=\"OOMKilled\""), 1,
                  moments[i]);
              writer.sample("kube_pod_container_status_last_terminated_timestamp" + labels(pod, id), second,
                            moments[i]);
            } else {
              writer.sample("kube_pod_container_status_terminated_reason" + labels(pod, id, ",reason=\"OOMKilled\""), 1,
                            moments[i]);
              writer.sample("kube_pod_completion_time{namespace=\"ci\",pod=\"" + pod + "\",uid=\"" + uid(id) + "\"}",
                            second, moments[i]);
            }
          }
        },
        {"--query.lookback-delta=1s", "--storage.tsdb.retention.time=10y"});
    Reading reading(server.url());
    const MetricsAnswer answer = reading.read({"ci"}, range);
    for (std::size_t i = 0; i < moments.size(); ++i) {
      EXPECT_THAT(times(answer, kKilled, "p" + std::to_string(i)), ElementsAre(moments[i])) << i;
    }
  }
}

// Two replicas of each exporter, scraped half a minute apart: the second tells of a kill after a point of the grid that
// the first told of it before.
TEST(Fleeting, OneKillToldByTwoReplicasIsOne) {
  const Timestamp kill = kNow - 1_d;
  RealPrometheus server([&](SampleWriter& writer) {
    for (int replica = 0; replica < 2; ++replica) {
      const std::string of = ",instance=\"replica-" + std::to_string(replica) + "\"";
      const Seconds late = replica * 30_s;
      for (Timestamp time = kNow - 2_d + late; time < kNow; time += 60_s) {
        const bool after = time >= kill;
        const auto put = [&](const std::string& name, const std::string& pod, int id, const std::string& more,
                             double value) { writer.sample(name + labels(pod, id, more + of), value, time); };
        put("kube_pod_container_status_restarts_total", "old", 1, "", after ? 4 : 3);
        put("kube_pod_container_status_last_terminated_reason", "old", 1,
            after ? ",reason=\"OOMKilled\"" : ",reason=\"Error\"", 1);
        writer.sample("container_oom_events_total{" + cadvisor_labels("ci", "survivor", uid(2), "app", "c2") +
                          ",prometheus_replica=\"" + std::to_string(replica) + "\"}",
                      after ? 53 : 19, time);
        if (after) put("kube_pod_container_status_terminated_reason", "never", 3, ",reason=\"OOMKilled\"", 1);
      }
    }
  });
  for (const Seconds length : {30_h, 47_h}) {
    Reading reading(server.url());
    const MetricsAnswer answer = reading.read({"ci"}, last(length, "x"));
    for (const char* pod : {"old", "never"}) EXPECT_THAT(times(answer, kKilled, pod), SizeIs(1)) << pod;
    ASSERT_THAT(times(answer, kGrew, "survivor"), SizeIs(1));
    EXPECT_EQ(facts(answer, kGrew, "survivor").front().count, 34);
  }
}

}  // namespace
}  // namespace oomscan::prometheus_test
