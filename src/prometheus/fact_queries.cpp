#include "prometheus/fact_queries.hpp"

#include <fmt/format.h>

#include "prometheus/promql.hpp"

namespace oomscan::prometheus {
namespace {

// A container, whichever instance of kube-state-metrics speaks of it.
constexpr std::string_view kContainer = "namespace,pod,uid,container";

// Series of one batch. `offset` is put behind selectors to look one step back.
class Series {
 public:
  Series(const std::vector<std::string>& namespaces, const QueryFrame& frame)
      : matcher_(namespace_matcher(namespaces)), back_(fmt::format(" offset {}s", frame.step.count())) {}

  [[nodiscard]] const std::string& back() const { return back_; }

  // Both variants of kube_pod_[init_]container_status_<name>. `reason`: a matcher, or empty.
  [[nodiscard]] std::string status(std::string_view name, std::string_view reason = {}) const {
    return fmt::format("{{__name__=~\"kube_pod_(init_)?container_status_{}\",{}{}{}}}", name, reason,
                       reason.empty() ? "" : ",", matcher_);
  }
  [[nodiscard]] std::string completion() const { return fmt::format("kube_pod_completion_time{{{}}}", matcher_); }
  [[nodiscard]] std::string container(std::string_view name) const {
    return fmt::format("{}{{container!~\"|POD\",{}}}", name, matcher_);
  }

 private:
  std::string matcher_;
  std::string back_;
};

std::string by(std::string_view vector) { return fmt::format("max by({})({})", kContainer, vector); }

// The same, keeping which variant it is from.
std::string by_and_kind(std::string_view vector) {
  return fmt::format("max by({},{})(label_replace({},\"{}\",\"1\",\"__name__\",\"kube_pod_init_.+\"))", kInitLabel,
                     kContainer, vector, kInitLabel);
}

std::string tagged(std::string_view vector, std::string_view fact) {
  return fmt::format("label_replace({},\"{}\",\"{}\",\"\",\"\")", vector, kFactLabel, fact);
}

std::string on(std::string_view labels = kContainer) { return fmt::format("on({})", labels); }

constexpr std::string_view kOomKilled = "reason=\"OOMKilled\"";
constexpr std::string_view kOtherReason = "reason!=\"OOMKilled\"";
constexpr std::string_view kCrashLoop = "reason=\"CrashLoopBackOff\"";

// "and <the last termination was an OOM kill>", now or one step ago.
std::string and_last_was_oom(const Series& series, std::string_view when = {}) {
  return fmt::format("and {0} {1}==1 unless {0} {2}==1", on(),
                     by(series.status("last_terminated_reason", kOomKilled) + std::string(when)),
                     by(series.status("last_terminated_reason", kOtherReason) + std::string(when)));
}

std::string last_terminated(const Series& series, const QueryFrame& frame) {
  const std::string time = series.status("last_terminated_timestamp");
  return tagged(fmt::format("{}>={} {} unless {} ({}=={} {})", by_and_kind(time),
                            frame.range.from.time_since_epoch().count(), and_last_was_oom(series), on(), by(time),
                            by(time + series.back()), and_last_was_oom(series, series.back())),
                fact_tag::kLastTerminated);
}

// What has a timestamp is not dated by anything else.
std::string unless_timed(const Series& series, Dating dating) {
  if (dating == Dating::by_restarts) return {};
  return fmt::format(" unless {} {}", on(), by(series.status("last_terminated_timestamp")));
}

std::string restarted(const Series& series, Dating dating) {
  const std::string restarts = series.status("restarts_total");
  return tagged(fmt::format("{} {}{}", by_and_kind(restarts + ">" + restarts + series.back()), and_last_was_oom(series),
                            unless_timed(series, dating)),
                fact_tag::kRestarted);
}

std::string terminated(const Series& series) {
  constexpr std::string_view kPod = "namespace,pod,uid";
  const std::string oom = series.status("terminated_reason", kOomKilled);
  const std::string fresh =
      fmt::format("{}==1 unless {} {}==1", by_and_kind(oom), on(),
                  by(fmt::format("max_over_time({}[{}s]{})", oom, kSeenGapMax.count(), series.back())));
  return tagged(fmt::format("({0})*{1} group_left()(max by({2})({3})or max by({2})({4}))", fresh, on(kPod), kPod,
                            series.completion(), oom),
                fact_tag::kTerminated);
}

std::string loop_terminated(const Series& series, const QueryFrame& frame) {
  const std::string time = series.status("last_terminated_timestamp");
  const std::string waiting = series.status("waiting_reason", kCrashLoop);
  return tagged(fmt::format("{0}>={1} and {2} {3}==1 unless {2} ({4}=={5} and {2} {6}==1)", by_and_kind(time),
                            frame.range.from.time_since_epoch().count(), on(), by(waiting), by(time),
                            by(time + series.back()), by(waiting + series.back())),
                fact_tag::kLoopTerminated);
}

std::string waiting(const Series& series, Dating dating) {
  const std::string waits = series.status("waiting_reason", kCrashLoop);
  return tagged(fmt::format("{}==1 unless {} {}==1{}", by_and_kind(waits), on(), by(waits + series.back()),
                            unless_timed(series, dating)),
                fact_tag::kWaiting);
}

// cAdvisor's series carry the pod's uid only within the name of the control group: /kubepods/burstable/pod<uid>/… or
// …-pod<uid with underscores>.slice/…
std::string killed(std::string_view vector, std::string_view fact) {
  return tagged(fmt::format("max by({},node)(label_replace({},\"uid\",\"$1\",\"id\",\".*pod([0-9a-f_-]{{36}}).*\"))",
                            kContainer, vector),
                fact);
}

// A counter that falls (the kubelet began anew) proves nothing by itself: cAdvisor reads old kills from the kernel's
// log again.
std::string oom_grew(const Series& series) {
  const std::string ooms = series.container("container_oom_events_total");
  return killed(fmt::format("({0}>0)-({0}{1})>0", ooms, series.back()), fact_tag::kOomGrew);
}

std::string oom_appeared(const Series& series) {
  const std::string ooms = series.container("container_oom_events_total");
  return killed(fmt::format("{0}>0 unless {0}{1} unless {2}<=time()-{3}", ooms, series.back(),
                            series.container("container_start_time_seconds"), kYoungMax.count()),
                fact_tag::kOomAppeared);
}

}  // namespace

std::string termination_query(const std::vector<std::string>& namespaces, const QueryFrame& frame, Dating dating) {
  const Series series(namespaces, frame);
  const std::string query = terminated(series) + " or ";
  switch (dating) {
    case Dating::by_timestamp:
      return query + last_terminated(series, frame);
    case Dating::by_restarts:
      return query + restarted(series, dating);
    case Dating::by_either:
      break;
  }
  // Of all six arms, these three and the other three are about equally long.
  return query + last_terminated(series, frame) + " or " + waiting(series, dating);
}

std::string loop_and_kill_query(const std::vector<std::string>& namespaces, const QueryFrame& frame, Dating dating) {
  const Series series(namespaces, frame);
  const std::string query = oom_grew(series) + " or " + oom_appeared(series) + " or ";
  switch (dating) {
    case Dating::by_timestamp:
      return query + loop_terminated(series, frame);
    case Dating::by_restarts:
      return query + waiting(series, dating);
    case Dating::by_either:
      break;
  }
  return query + loop_terminated(series, frame) + " or " + restarted(series, dating);
}

}  // namespace oomscan::prometheus
