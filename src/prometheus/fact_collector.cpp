#include "prometheus/fact_collector.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "prometheus/fact_queries.hpp"

namespace oomscan::prometheus {
namespace {

constexpr double kTimeMax = 253'402'300'799.0;  // year 9999
constexpr double kKillsMax = 1e12;

std::optional<Timestamp> time_from(double value) {
  // 1 stands for "not told"; the first second of 1970 for nothing.
  if (!(value > 1) || value > kTimeMax) return std::nullopt;
  return Timestamp{Seconds{static_cast<std::int64_t>(value)}};
}

template <class T>
void sort_distinct(std::vector<T>& values) {
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
}

// Removes, for each known moment, the earliest of `seen` that may be the same failure.
template <class Seen>
std::vector<Seen> without_known(std::vector<Seen> seen, const std::vector<Timestamp>& known) {
  sort_distinct(seen);
  std::vector<Seen> rest;
  std::set<Timestamp> unused(known.begin(), known.end());
  for (const Seen& moment : seen) {
    const auto match = unused.lower_bound(moment.time - moment.late);
    if (match != unused.end() && *match <= moment.time) {
      unused.erase(match);
    } else {
      rest.push_back(moment);
    }
  }
  return rest;
}

std::string name_of(bool init, std::string_view metric) {
  return fmt::format("kube_pod_{}container_status_{}", init ? "init_" : "", metric);
}

bool first_seen_where_data_begins(Timestamp time, const std::optional<Timestamp>& begin, Seconds step) {
  return begin && time <= *begin + 2 * step + kSeenLate;
}

}  // namespace

FactCollector::FactCollector(TimeRange range, DataBegins begins) : range_(std::move(range)), begins_(begins) {}

void FactCollector::add(const PrometheusAnswer& answer, const QueryFrame& frame,
                        const std::vector<std::string>& namespaces) {
  for (const Sequence& sequence : answer.sequences) {
    const std::string& name = sequence.label("namespace");
    const std::string& pod = sequence.label("pod");
    const std::string& container = sequence.label("container");
    if (pod.empty() || container.empty() || !std::binary_search(namespaces.begin(), namespaces.end(), name)) continue;
    std::string uid = sequence.label("uid");
    std::replace(uid.begin(), uid.end(), '_', '-');  // systemd's form of cAdvisor's control groups
    add_points(facts_[{name, pod, container, std::move(uid)}], sequence, frame);
  }
}

void FactCollector::add_points(Facts& facts, const Sequence& sequence, const QueryFrame& frame) const {
  const std::string& fact = sequence.label(kFactLabel);
  const bool init = !sequence.label(kInitLabel).empty();
  facts.init = facts.init || init;
  if (const std::string& node = sequence.label("node"); facts.node < node) facts.node = node;
  const Seconds late = frame.step + kSeenLate;
  for (const Point& point : sequence.points) {
    const std::optional<Timestamp> told = time_from(point.value);
    if (fact == fact_tag::kLastTerminated || fact == fact_tag::kLoopTerminated) {
      if (told && range_.contains(*told)) {
        (fact == fact_tag::kLastTerminated ? facts.last : facts.looping).push_back(*told);
      }
      continue;
    }
    if (fact == fact_tag::kTerminated && told && !init) {
      const Timestamp ended = std::min(*told, point.time);
      if (range_.contains(ended)) facts.ended.push_back({ended, late, true});
      continue;
    }
    if (!range_.contains(point.time)) continue;
    if (fact == fact_tag::kTerminated) {
      if (first_seen_where_data_begins(point.time, begins_.kube_state_metrics, frame.step)) continue;
      facts.ended.push_back({point.time, late, false});
    } else if (fact == fact_tag::kTerminatedWithin) {
      facts.within.push_back({point.time, late, false});
    } else if (fact == fact_tag::kRestarted) {
      const Seen seen{point.time, late + kBackOffMax, false};
      const auto count = static_cast<std::int64_t>(std::clamp(point.value, 0.0, kKillsMax));
      const auto [known, fresh] = facts.restarted.emplace(count, seen);
      if (!fresh) known->second = std::min(known->second, seen);
    } else if (fact == fact_tag::kWaiting) {
      facts.waiting.push_back({point.time, late, false});
    } else if (fact == fact_tag::kOomGrew || fact == fact_tag::kOomAppeared) {
      Kills& kills = facts.kills[point.time];
      // The same container may be in the answer once a node label.
      kills.count =
          std::max(kills.count, static_cast<std::int64_t>(std::clamp(std::floor(point.value), 1.0, kKillsMax)));
      // Where the data begins a kill may be as old as the container, which is young.
      const bool begins =
          fact == fact_tag::kOomAppeared && first_seen_where_data_begins(point.time, begins_.cadvisor, frame.step);
      kills.late = std::max(kills.late, begins ? late + kYoungMax : late);
    }
  }
}

FactCollector::Terminations FactCollector::terminations(const Facts& facts) {
  Terminations result;
  result.times = facts.last;
  sort_distinct(result.times);
  result.by_timestamp = !result.times.empty();
  const auto take = [&](const std::vector<Seen>& seen, bool& by_completion, bool& by_other) {
    for (const Seen& moment : without_known(seen, result.times)) {
      result.times.push_back(moment.time);
      result.late_max = std::max(result.late_max, moment.late);
      (moment.completion ? by_completion : by_other) = true;
    }
    sort_distinct(result.times);
  };
  take(facts.ended, result.by_completion, result.by_sight);
  take(facts.within, result.by_window, result.by_window);
  std::vector<Seen> restarted;
  for (const auto& [count, seen] : facts.restarted) restarted.push_back(seen);
  take(restarted, result.by_restarts, result.by_restarts);
  return result;
}

std::map<Timestamp, FactCollector::Kills> FactCollector::kills_beside(const Key& key, const Facts& facts) const {
  std::map<Timestamp, Kills> kills = facts.kills;
  const auto& [name, pod, container, uid] = key;
  for (auto other = facts_.lower_bound({name, pod, container, ""}); other != facts_.end() && !kills.empty(); ++other) {
    const auto& [other_name, other_pod, other_container, other_uid] = other->first;
    if (other_name != name || other_pod != pod || other_container != container) break;
    if (!uid.empty() && uid != other_uid) continue;
    for (const Timestamp time : terminations(other->second).times) {
      std::erase_if(kills,
                    [&](const auto& kill) { return time <= kill.first && kill.first <= time + kill.second.late; });
    }
  }
  return kills;
}

std::vector<MetricObservation> FactCollector::observations() const {
  std::vector<MetricObservation> result;
  for (const auto& [key, facts] : facts_) {
    MetricObservation base;
    std::tie(base.namespace_name, base.pod, base.container, base.pod_uid) = key;
    base.init_container = facts.init;
    base.node = facts.node;

    if (const Terminations ended = terminations(facts); !ended.times.empty()) {
      MetricObservation& seen = result.emplace_back(base);
      seen.fact = MetricFact::oom_terminated;
      seen.times = ended.times;
      seen.count = static_cast<std::int64_t>(ended.times.size());
      seen.late_max = ended.late_max;
      std::vector<std::string> details;
      const std::string last = name_of(facts.init, "last_terminated_reason") + " OOMKilled";
      const std::string end = name_of(facts.init, "terminated_reason") + " OOMKilled";
      if (ended.by_timestamp) details.push_back(last);
      if (ended.by_window) details.push_back(last + ", dated by when it was seen beside another reason");
      if (ended.by_restarts) details.push_back(last + ", dated by when the restarts grew");
      if (ended.by_completion) details.push_back(end);
      if (ended.by_sight) details.push_back(end + ", dated by when it was first seen");
      seen.detail = fmt::format("{}", fmt::join(details, "; "));
    }

    if (const auto kills = kills_beside(key, facts); !kills.empty()) {
      MetricObservation& seen = result.emplace_back(base);
      seen.fact = MetricFact::oom_events_grew;
      seen.count = 0;
      for (const auto& [time, kill] : kills) {
        seen.times.push_back(time);
        seen.count += kill.count;
        seen.late_max = std::max(seen.late_max, kill.late);
      }
      seen.detail = fmt::format("container_oom_events_total grew by {}", seen.count);
    }

    std::vector<Timestamp> loops = facts.looping;
    Seconds loops_late{0};
    for (const Seen& moment : facts.waiting) {
      loops.push_back(moment.time);
      loops_late = std::max(loops_late, moment.late);
    }
    sort_distinct(loops);
    if (!loops.empty()) {
      MetricObservation& seen = result.emplace_back(base);
      seen.fact = MetricFact::crash_loop_waiting;
      seen.times = loops;
      seen.count = static_cast<std::int64_t>(loops.size());
      seen.late_max = loops_late;
      seen.detail = name_of(facts.init, "waiting_reason") + " CrashLoopBackOff";
      if (facts.looping.empty()) seen.detail += ", dated by when it was first seen";
    }
  }
  std::sort(result.begin(), result.end(), [](const MetricObservation& a, const MetricObservation& b) {
    return std::tie(a.namespace_name, a.pod, a.pod_uid, a.container, a.fact) <
           std::tie(b.namespace_name, b.pod, b.pod_uid, b.container, b.fact);
  });
  return result;
}

}  // namespace oomscan::prometheus
