// What all suites do: open a server by its URL as the product would, read, and pick from what came back.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "fakes/fake_log.hpp"
#include "http/http_connector.hpp"
#include "oomscan/ports/metrics_reader.hpp"
#include "prometheus/metrics_source.hpp"
#include "schedule/system_clock.hpp"
#include "schedule/thread_scheduler.hpp"

namespace oomscan::prometheus_test {

inline const Timestamp kNow{Seconds{1'765'517'160}};  // 2025-12-12T05:26:00Z

constexpr Seconds operator""_d(unsigned long long days) { return Seconds{days * 86'400}; }
constexpr Seconds operator""_h(unsigned long long hours) { return Seconds{hours * 3'600}; }
constexpr Seconds operator""_m(unsigned long long minutes) { return Seconds{minutes * 60}; }
constexpr Seconds operator""_s(unsigned long long seconds) { return Seconds{seconds}; }

inline TimeRange last(Seconds length, std::string requested) { return {std::move(requested), kNow - length, kNow}; }

// Counts requests and their longest target on the way to a real connector. Thread-safe.
class CountingConnector : public HttpConnector {
 public:
  [[nodiscard]] std::unique_ptr<HttpClient> connect(const HttpEndpoint& endpoint) override {
    return std::make_unique<Client>(*this, inner_->connect(endpoint));
  }
  [[nodiscard]] std::size_t requests() const { return requests_; }
  [[nodiscard]] std::size_t longest_target() const { return longest_target_; }

 private:
  class Client : public HttpClient {
   public:
    Client(CountingConnector& owner, std::unique_ptr<HttpClient> inner) : owner_(owner), inner_(std::move(inner)) {}
    Result<HttpResponse> get(const HttpRequest& request, std::stop_token stop) override {
      ++owner_.requests_;
      std::size_t longest = owner_.longest_target_;
      while (longest < request.target.size() &&
             !owner_.longest_target_.compare_exchange_weak(longest, request.target.size())) {
      }
      return inner_->get(request, std::move(stop));
    }

   private:
    CountingConnector& owner_;
    std::unique_ptr<HttpClient> inner_;
  };

  std::unique_ptr<HttpConnector> inner_ = http::make_http_connector();
  std::atomic<std::size_t> requests_{0};
  std::atomic<std::size_t> longest_target_{0};
};

inline std::string uid(int number) {
  const std::string digits = std::to_string(1'000'000'000'000 + number).substr(1);
  return "0a1b2c3d-0000-4000-8000-" + digits;
}

// An API server that shows these pods, uid(number) each, and nothing else.
class DoorWithPods : public KubeApi {
 public:
  explicit DoorWithPods(const std::vector<int>& numbers) {
    for (const int number : numbers) {
      items_ += (items_.empty() ? "" : ",") + std::string(R"({"metadata":{"namespace":"shop","uid":")") + uid(number) +
                "\"}}";
    }
  }
  Answer get(const ApiRequest& request, std::stop_token) override {
    if (request.path.find("/pods?") == std::string::npos) {
      return {std::nullopt, ApiFailure{{ErrorKind::forbidden, "closed", ""}, std::nullopt}};
    }
    return {ApiResponse{"application/json", R"({"kind":"PodList","items":[)" + items_ + "]}", 0}, std::nullopt};
  }

 private:
  std::string items_;
};

class Reading {
 public:
  explicit Reading(std::string url, std::size_t workers = 2, const std::vector<int>& pods = {0, 1, 2, 3, 4})
      : door_(pods) {
    prometheus::MetricsConfig config;
    config.url = std::move(url);
    config.workers = workers;
    config.attempts = 1;
    source_ = prometheus::make_metrics_source(config, connector_, scheduler_, clock_, log_);
  }

  Result<std::unique_ptr<MetricsReader>> open() { return source_->open({cluster_, door_, {}}, {}); }
  // Throws std::bad_variant_access if it cannot be opened.
  MetricsAnswer read(const std::vector<std::string>& namespaces, const TimeRange& range) {
    return open().value()->read(namespaces, range, {});
  }
  [[nodiscard]] const CountingConnector& connector() const { return connector_; }

 private:
  CountingConnector connector_;
  schedule::ThreadScheduler scheduler_;
  schedule::SystemClock clock_;
  fakes::FakeLog log_;
  DoorWithPods door_;
  Cluster cluster_;
  std::unique_ptr<MetricsSource> source_;
};

// All facts of one kind about a pod and container; uid empty: of any.
inline std::vector<MetricObservation> facts(const MetricsAnswer& answer, MetricFact fact, std::string_view pod,
                                            std::string_view container = "app", std::string_view uid = "") {
  std::vector<MetricObservation> found;
  for (const MetricObservation& seen : answer.observations) {
    if (seen.fact == fact && seen.pod == pod && seen.container == container && (uid.empty() || seen.pod_uid == uid)) {
      found.push_back(seen);
    }
  }
  return found;
}

// The times of the only such fact; empty if there is none, or more than one.
inline std::vector<Timestamp> times(const MetricsAnswer& answer, MetricFact fact, std::string_view pod,
                                    std::string_view container = "app", std::string_view uid = "") {
  const auto found = facts(answer, fact, pod, container, uid);
  return found.size() == 1 ? found.front().times : std::vector<Timestamp>{};
}

inline bool has_gap(const MetricsAnswer& answer, std::string_view what, std::string_view why, std::string_view part) {
  return std::any_of(answer.gaps.begin(), answer.gaps.end(), [&](const Gap& gap) {
    return to_id(gap.subject) == what && to_id(gap.reason) == why && gap.detail.find(part) != std::string::npos;
  });
}

}  // namespace oomscan::prometheus_test
