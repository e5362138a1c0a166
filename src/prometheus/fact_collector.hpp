// Points of answers become facts about containers: each failure once, whichever series told of it.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "oomscan/model/metrics.hpp"
#include "prometheus/answer_decoder.hpp"
#include "prometheus/query_frame.hpp"

namespace oomscan::prometheus {

// The kubelet's longest back-off: a restart is counted when the next run begins.
inline constexpr Seconds kBackOffMax{300};

// When the data begins, if that is later than the range does. What is first seen there may be older.
struct DataBegins {
  std::optional<Timestamp> kube_state_metrics;
  std::optional<Timestamp> cadvisor;
};

// Not thread-safe. The order in which answers are added does not matter.
class FactCollector {
 public:
  FactCollector(TimeRange range, DataBegins begins);

  // An answer to termination_query or loop_and_kill_query, asked with `frame` about `namespaces` (sorted). Series of
  // other namespaces, or without pod or container, are left out.
  void add(const PrometheusAnswer& answer, const QueryFrame& frame, const std::vector<std::string>& namespaces);

  // Sorted by namespace, pod, uid, container, fact. An OOM kill that kube-state-metrics dates is not repeated as a
  // growing counter.
  [[nodiscard]] std::vector<MetricObservation> observations() const;

 private:
  // A moment that lies within `late` before the time at which it was seen.
  struct Seen {
    Timestamp time{};
    Seconds late{0};
    bool completion = false;  // dated by kube_pod_completion_time
    friend auto operator<=>(const Seen&, const Seen&) = default;
  };
  struct Kills {
    std::int64_t count = 0;
    Seconds late{0};
  };
  struct Facts {
    bool init = false;
    std::string node;
    std::vector<Timestamp> last;             // exact
    std::vector<Seen> ended;                 // from terminated_reason
    std::vector<Seen> within;                // from last_terminated_reason, where another reason stands beside it
    std::map<std::int64_t, Seen> restarted;  // from restarts_total: each count when it was first seen
    std::vector<Timestamp> looping;          // exact
    std::vector<Seen> waiting;
    std::map<Timestamp, Kills> kills;
  };
  using Key = std::tuple<std::string, std::string, std::string, std::string>;  // namespace, pod, container, uid

  // OOM terminations of one container, each once.
  struct Terminations {
    std::vector<Timestamp> times;
    Seconds late_max{0};
    bool by_timestamp = false;
    bool by_completion = false;
    bool by_sight = false;
    bool by_restarts = false;
    bool by_window = false;
  };

  void add_points(Facts& facts, const Sequence& sequence, const QueryFrame& frame) const;
  [[nodiscard]] static Terminations terminations(const Facts& facts);
  [[nodiscard]] std::map<Timestamp, Kills> kills_beside(const Key& key, const Facts& facts) const;

  TimeRange range_;
  DataBegins begins_;
  std::map<Key, Facts> facts_;
};

}  // namespace oomscan::prometheus
