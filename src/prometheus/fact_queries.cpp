#include "prometheus/fact_queries.hpp"

#include <fmt/format.h>

namespace oomscan::prometheus {
namespace {

using Metric = SeriesText::Metric;

constexpr std::string_view kPod = "namespace,pod,uid";

std::string by(std::string_view vector) { return fmt::format("max by({})({})", kContainer, vector); }

std::string by_pod(std::string_view vector) { return fmt::format("max by({})({})", kPod, vector); }

// As `by`, keeping which variant it is from. `vector` has its metric's name.
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

constexpr Metric kLastOom = SeriesText::status("last_terminated_reason", kOomKilled);
constexpr Metric kLastOther = SeriesText::status("last_terminated_reason", kOtherReason);
constexpr Metric kLastTime = SeriesText::status("last_terminated_timestamp");
constexpr Metric kRestarts = SeriesText::status("restarts_total");
constexpr Metric kWaits = SeriesText::status("waiting_reason", kCrashLoop);
constexpr Metric kEndedOom = SeriesText::status("terminated_reason", kOomKilled);
constexpr Metric kCompletion{"kube_pod_completion_time"};
constexpr Metric kPodStart{"kube_pod_start_time"};
constexpr std::string_view kRealContainer = "container!~\"|POD\"";
constexpr Metric kOoms{"container_oom_events_total", kRealContainer};
constexpr Metric kStarted{"container_start_time_seconds", kRealContainer};

// Containers whose last termination is an OOM kill at the point itself, and was a step ago.
std::string is_oom_now(const SeriesText& series) {
  return fmt::format("{1}==1 unless {0} {2}==1", on(), by(series.now(kLastOom)), by(series.now(kLastOther)));
}
std::string was_oom_before(const SeriesText& series) {
  return fmt::format("{1}==1 unless {0} {2}==1", on(), by(series.before(kLastOom)), by(series.before(kLastOther)));
}

// Containers whose newest termination of the window was an OOM kill: no other reason was seen in it, or only before.
std::string newest_is_oom(const SeriesText& series) {
  return fmt::format("{1}==1 unless {0} ({2}==1 unless {0} ({3}))", on(), by(series.greatest(kLastOom)),
                     by(series.greatest(kLastOther)), is_oom_now(series));
}

std::string last_terminated(const SeriesText& series, const QueryFrame& frame) {
  return tagged(fmt::format("{1}>={2} and {0} ({3}) unless {0} ({4}=={5} and {0} ({6}))", on(),
                            by_and_kind(series.newest(kLastTime)), frame.range.from.time_since_epoch().count(),
                            newest_is_oom(series), by(series.greatest(kLastTime)), by(series.before(kLastTime)),
                            was_oom_before(series)),
                fact_tag::kLastTerminated);
}

// Both an OOM kill and another end lie between two points, and the kill is not the newest, or it cannot be told. The
// kill is new if the other reason stood there before, or if nothing that the window shows is older than the window.
std::string terminated_within(const SeriesText& series, const QueryFrame& frame) {
  const Seconds recent = frame.step + kSeenLate;
  return tagged(
      fmt::format(
          "{1}^0 and {0} {2}==1 and {0} {3}==1 unless {0} ({4}) unless {0} {5}==1 and {0} ({6}==1 or {7}>time()-{8})",
          on(), by_and_kind(series.newest(kLastOom)), by(series.greatest(kLastOom)), by(series.greatest(kLastOther)),
          is_oom_now(series), by(series.before(kLastOom)), by(series.before(kLastOther)),
          by(series.smallest(kLastTime)), recent.count()),
      fact_tag::kTerminatedWithin);
}

// What has a timestamp is not dated by anything else.
std::string unless_timed(const SeriesText& series, Dating dating) {
  if (dating == Dating::by_restarts) return {};
  return fmt::format(" unless {} {}", on(), by(series.greatest(kLastTime)));
}

// The counter grew and the newest end is a kill; or the end became one while the counter had grown shortly before, as
// replicas of an exporter do not change in the same moment. A young pod began with no restarts.
std::string restarted(const SeriesText& series, Dating dating) {
  const std::string restarts = by(series.newest(kRestarts));
  const std::string known =
      fmt::format("{1} or {2}*0 and {0} {3}>time()-{4} or {5}", on(kPod), by(series.newest_before(kRestarts)), restarts,
                  by_pod(series.greatest(kPodStart)), kYoungMax.count(), by(series.smallest(kRestarts)));
  const std::string grew = fmt::format("{1}>({2}) or {1}>min by({0})({3}) unless {4} ({5})", kContainer, restarts,
                                       known, series.smallest_before(kRestarts), on(), was_oom_before(series));
  return tagged(fmt::format("{1} and {0} ({2}) and {0} ({3}){4}", on(), by_and_kind(series.newest(kRestarts)), grew,
                            newest_is_oom(series), unless_timed(series, dating)),
                fact_tag::kRestarted);
}

std::string terminated(const SeriesText& series) {
  const std::string fresh =
      fmt::format("({1}^0 and {0} {2}==1 unless {0} {3}==1)", on(), by_and_kind(series.newest(kEndedOom)),
                  by(series.greatest(kEndedOom)), by(series.greatest_before(kEndedOom, kSeenGapMax)));
  return tagged(fmt::format("{0}*{1}group_left()({2} or {3})", fresh, on(kPod), by_pod(series.greatest(kCompletion)),
                            by_pod(series.greatest(kEndedOom))),
                fact_tag::kTerminated);
}

std::string loop_terminated(const SeriesText& series, const QueryFrame& frame) {
  return tagged(fmt::format("{1}>={2} and {0} {3}==1 unless {0} ({4}=={5} and {0} {6}==1)", on(),
                            by_and_kind(series.newest(kLastTime)), frame.range.from.time_since_epoch().count(),
                            by(series.greatest(kWaits)), by(series.greatest(kLastTime)), by(series.before(kLastTime)),
                            by(series.before(kWaits))),
                fact_tag::kLoopTerminated);
}

std::string waiting(const SeriesText& series, Dating dating) {
  return tagged(fmt::format("{1}^0 and {0} {2}==1 unless {0} {3}==1{4}", on(), by_and_kind(series.newest(kWaits)),
                            by(series.greatest(kWaits)), by(series.before(kWaits)), unless_timed(series, dating)),
                fact_tag::kWaiting);
}

// One run of a container, whoever scraped it: two replicas of a scrape are compared as one.
std::string by_run(std::string_view aggregate, std::string_view vector) {
  return fmt::format("{} by(namespace,pod,container,node,id)({})", aggregate, vector);
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
std::string oom_grew(const SeriesText& series) {
  return killed(fmt::format("{}-({} or {})>0", by_run("max", series.greatest(kOoms)),
                            by_run("max", series.newest_before(kOoms)), by_run("min", series.smallest(kOoms))),
                fact_tag::kOomGrew);
}

std::string oom_appeared(const SeriesText& series) {
  return killed(fmt::format("{}>0 unless {} unless {}<=time()-{}", by_run("max", series.greatest(kOoms)),
                            by_run("max", series.newest_before(kOoms)), by_run("max", series.greatest(kStarted)),
                            kYoungMax.count()),
                fact_tag::kOomAppeared);
}

}  // namespace

std::size_t queries_per_batch(Dating dating) {
  switch (dating) {
    case Dating::by_restarts:
      return 2;
    case Dating::by_timestamp:
      return 3;
    case Dating::by_either:
      break;
  }
  return 4;
}

std::string fact_query(std::size_t number, const std::vector<std::string>& namespaces, const QueryFrame& frame,
                       Dating dating, const SeriesForm& form) {
  const SeriesText series(namespaces, frame, form);
  const bool timed = dating != Dating::by_restarts;
  switch (timed ? number : number + 2) {
    case 0:
      return terminated(series) + " or " + terminated_within(series, frame);
    case 1:
      return last_terminated(series, frame) + " or " + loop_terminated(series, frame);
    case 2:
      return oom_grew(series) + " or " + oom_appeared(series) + (timed ? "" : " or " + terminated(series));
    default:
      return restarted(series, dating) + " or " + waiting(series, dating);
  }
}

}  // namespace oomscan::prometheus
