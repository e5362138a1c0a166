// A cluster's Prometheus (or Thanos), as the scan needs it.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "oomscan/model/cluster.hpp"
#include "oomscan/model/metrics.hpp"
#include "oomscan/model/report.hpp"
#include "oomscan/model/result.hpp"
#include "oomscan/model/seen.hpp"
#include "oomscan/ports/kube_api.hpp"

namespace oomscan {

struct MetricsAnswer {
  std::vector<MetricObservation> observations;  // ordered: same data, same order
  // How far back this Prometheus' own data reaches within the range: the oldest sample of the metrics that are needed.
  // nullopt: it holds none of them.
  std::optional<Timestamp> reaches_back_to;
  // Where in the range its data is, without holes that matter: ascending, disjoint. Empty: from `reaches_back_to` on.
  std::vector<Interval> present{};
  // Namespaces about which not every question was answered (sorted, distinct): nothing was seen of them.
  std::vector<std::string> unanswered{};
  // What could not be answered: a batch that failed, metrics that do not exist, retention shorter than the range.
  std::vector<Gap> gaps;
};

// Thread-safe.
class MetricsReader {
 public:
  virtual ~MetricsReader() = default;

  // Where the answers come from, for people: "thanos-querier route", "https://prometheus.example".
  [[nodiscard]] virtual std::string description() const = 0;

  // Reads all facts about the namespaces (sorted, distinct) in the range. At most four queries for each batch
  // of namespaces, beside a fixed number of presence and retention checks.
  virtual MetricsAnswer read(const std::vector<std::string>& namespaces, const TimeRange& range,
                             std::stop_token stop) = 0;
};

// What discovery may use of an open session. Nothing here outlives the session.
struct MetricsDoor {
  const Cluster& cluster;
  KubeApi& api;
  // The session's bearer token, asked for only when a request needs it; memory only, never logged.
  std::function<Result<std::string>(std::stop_token)> token;
};

// Thread-safe.
class MetricsSource {
 public:
  virtual ~MetricsSource() = default;
  // Finds the cluster's Prometheus. not_found: there is none; forbidden: none was found, but this identity may not look
  // everywhere, or use what is there. The message says what was tried.
  virtual Result<std::unique_ptr<MetricsReader>> open(const MetricsDoor& door, std::stop_token stop) = 0;
};

}  // namespace oomscan
