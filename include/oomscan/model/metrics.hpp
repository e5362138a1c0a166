// What Prometheus remembers about one container: facts that status and Events may no longer show.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "oomscan/model/time.hpp"

namespace oomscan {

enum class MetricFact {
  // kube-state-metrics: …_last_terminated_reason or …_terminated_reason{reason="OOMKilled"}, the termination lying in
  // the range.
  oom_terminated,
  // cAdvisor: container_oom_events_total grew. The only trace of a kill that PID 1 survived.
  oom_events_grew,
  // kube-state-metrics: …_waiting_reason{reason="CrashLoopBackOff"} was 1.
  crash_loop_waiting,
};

struct MetricObservation {
  MetricFact fact = MetricFact::oom_terminated;
  std::string namespace_name;
  std::string pod;
  std::string pod_uid;  // empty: the series has none (cAdvisor); match by name
  std::string container;
  bool init_container = false;  // from the init variants, which hold native sidecars too
  std::string node;             // empty: the series does not say
  // Known moments, ascending, distinct, within the range. Empty: it happened in the range, the moment is unknown.
  std::vector<Timestamp> times;
  std::int64_t count = 1;  // occurrences, a lower bound
  std::string detail;      // one line: the series and what it showed
  // A moment is that of `times`, or up to this long before it, where series tell only when something was first seen.
  Seconds late_max{0};

  friend bool operator==(const MetricObservation&, const MetricObservation&) = default;
};

}  // namespace oomscan
