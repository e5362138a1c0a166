// What Prometheus remembers of the scene's container, told fluently.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "oomscan/model/metrics.hpp"
#include "unit/detect/scene_time.hpp"

namespace oomscan::detect::scene {

class Metric {
 public:
  // `before`: how long ago each of its moments was, the oldest first.
  Metric(MetricFact fact, std::vector<Seconds> before) {
    value_.fact = fact;
    value_.namespace_name = "shop";
    value_.pod = "web-1";
    value_.pod_uid = "uid-1";
    value_.container = "app";
    for (const Seconds each : before) value_.times.push_back(ago(each));
    value_.detail = "a series";
  }
  Metric& of(std::string container) {
    value_.container = std::move(container);
    return *this;
  }
  Metric& init() {
    value_.init_container = true;
    return *this;
  }
  Metric& on_node(std::string node) {
    value_.node = std::move(node);
    return *this;
  }
  Metric& late(Seconds at_most) {
    value_.late_max = at_most;
    return *this;
  }
  operator MetricObservation() const { return value_; }  // NOLINT: implicit by design

 private:
  MetricObservation value_;
};
inline Metric oom_metric(std::vector<Seconds> before) { return {MetricFact::oom_terminated, std::move(before)}; }
inline Metric oom_counter(std::vector<Seconds> before) { return {MetricFact::oom_events_grew, std::move(before)}; }
inline Metric loop_metric(std::vector<Seconds> before) { return {MetricFact::crash_loop_waiting, std::move(before)}; }

}  // namespace oomscan::detect::scene
