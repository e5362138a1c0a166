#include "prometheus/history_check.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "prometheus/promql.hpp"

namespace oomscan::prometheus {
namespace {

// Families of metrics, as they are called in the label `family`.
constexpr std::string_view kContainers = "restarts";  // kube-state-metrics gives it for every container
constexpr std::string_view kRestarted = "restarted";  // containers that have a last termination to tell
constexpr std::string_view kReason = "reason";
constexpr std::string_view kTime = "time";
constexpr std::string_view kOomEvents = "oom";
constexpr std::string_view kExported = "exported";  // labels that the scrape did not honour

std::string joined(std::string_view one, std::string_view other) {
  return fmt::format("{}{}{}", one, one.empty() || other.empty() ? "" : ",", other);
}

std::string probe_query(const std::vector<std::string>& tenant_namespace, const std::string& only) {
  const std::string matcher = joined(namespace_matcher(tenant_namespace), only);
  const auto family = [](std::string_view name, std::string_view vector) {
    return fmt::format("label_replace(count({}),\"family\",\"{}\",\"\",\"\")", vector, name);
  };
  const auto status = [&](std::string_view name) {
    return fmt::format("{{__name__=~\"kube_pod_(init_)?container_status_{}\",{}}}", name, matcher);
  };
  const std::string restarts = status("restarts_total");
  // A label that is not honoured stands beside the exporter's own: any of the three may, in any series.
  const auto exported = [&](std::string_view label) {
    return fmt::format(
        "{{__name__=~\"kube_pod_(init_)?container_status_restarts_total|container_oom_events_total\","
        "{}!=\"\",{}}}",
        label, matcher);
  };
  return fmt::format("{} or {} or {} or {} or {} or {}", family(kContainers, restarts),
                     family(kRestarted, restarts + ">0"), family(kReason, status("last_terminated_reason")),
                     family(kTime, status("last_terminated_timestamp")),
                     family(kOomEvents, fmt::format("container_oom_events_total{{container!=\"\",{}}}", matcher)),
                     family(kExported, fmt::format("{} or {} or {}", exported("exported_namespace"),
                                                   exported("exported_pod"), exported("exported_container"))));
}

QueryFrame probes(Timestamp from, Timestamp to) {
  const std::int64_t length = std::max<std::int64_t>((to - from).count(), 0);
  const Seconds step{std::max<std::int64_t>((length + kProbes - 1) / kProbes, 1)};
  return {TimeRange{"", from, to}, from, to, step};
}

void widen(Spans& spans, const PrometheusAnswer& answer) {
  for (const Sequence& sequence : answer.sequences) {
    if (sequence.points.empty()) continue;
    Span seen{sequence.points.front().time, sequence.points.back().time};
    for (const Point& point : sequence.points) seen.series = std::max(seen.series, point.value);
    const auto [place, fresh] = spans.emplace(sequence.label("family"), seen);
    if (fresh) continue;
    place->second.first = std::min(place->second.first, seen.first);
    place->second.last = std::max(place->second.last, seen.last);
    place->second.series = std::max(place->second.series, seen.series);
  }
}

std::optional<Span> span_of(const Spans& spans, std::string_view family) {
  const auto found = spans.find(family);
  return found == spans.end() ? std::nullopt : std::optional<Span>(found->second);
}

// Of everything that kube-state-metrics says about containers: one family may be dropped by the scrape's rules.
std::optional<Span> kube_state_metrics_span(const Spans& spans) {
  std::optional<Span> all;
  for (const std::string_view family : {kContainers, kReason, kTime}) {
    const auto span = span_of(spans, family);
    if (!span) continue;
    all = all ? Span{std::min(all->first, span->first), std::max(all->last, span->last),
                     std::max(all->series, span->series)}
              : *span;
  }
  return all;
}

Gap absent(std::string detail, std::string hint) {
  return {"", GapSubject::prometheus, GapReason::not_found, std::move(detail), std::move(hint)};
}

constexpr std::string_view kStateMetricsName = "kube_pod_container_status_*";
constexpr std::string_view kOomEventsName = "container_oom_events_total";

// `subject`: how far the history reaches as a whole is said once for all sources together; what one exporter lacks of
// it is the metrics' own gap.
void judge_span(History& history, const Span& span, std::string_view metrics, const TimeRange& range,
                Seconds probe_step, GapSubject subject) {
  if (span.first > range.from + kHistoryTolerance) {
    history.gaps.push_back({"", subject, GapReason::retention,
                            fmt::format("Prometheus holds '{}' only since {}", metrics, format_rfc3339(span.first)),
                            "give --prometheus-url of a store that keeps more (Thanos), or a shorter --time-range"});
  }
  if (span.last + probe_step + kHistoryTolerance < range.to) {
    history.gaps.push_back({"", GapSubject::prometheus, GapReason::not_found,
                            fmt::format("Prometheus has no '{}' since {}", metrics, format_rfc3339(span.last)),
                            "look at the scrape targets of kube-state-metrics and the kubelets in this Prometheus"});
  }
}

// Counts at points so close that an instant selector, which looks back 5 minutes, misses no moment; fewer, where there
// are so many series that they would cost the server too much.
std::string hole_query(const Spans& spans, const std::string& only) {
  const auto family = [&](std::string_view name, std::string_view metric, std::string_view container) {
    const auto span = span_of(spans, name);
    const std::string_view some = span && span->series > kHoleSeriesMax ? "pod=~\".*[4-9]\"" : "";
    return fmt::format("label_replace(count({}{{{}}}),\"family\",\"{}\",\"\",\"\")", metric,
                       joined(joined(container, some), only), name);
  };
  return fmt::format("{} or {}", family(kContainers, "kube_pod_container_status_restarts_total", ""),
                     family(kOomEvents, "container_oom_events_total", "container!=\"\""));
}

void say_holes(History& history, const std::vector<Hole>& holes, std::string_view metrics) {
  for (std::size_t i = 0; i < holes.size() && i < kHolesNamedMax; ++i) {
    history.gaps.push_back({"", GapSubject::prometheus, GapReason::not_found,
                            fmt::format("Prometheus has no '{}' from {} to {}", metrics, format_rfc3339(holes[i].from),
                                        format_rfc3339(holes[i].to)),
                            "it, or the scrape of this exporter, was not running then; another store may have it: "
                            "--prometheus-url"});
  }
  if (holes.size() > kHolesNamedMax) {
    history.gaps.push_back({"", GapSubject::prometheus, GapReason::not_found,
                            fmt::format("Prometheus lacks '{}' {} times more", metrics, holes.size() - kHolesNamedMax),
                            ""});
  }
}

void add_holes(History& history, const Spans& spans, const QueryRunner& runner, const TimeRange& range, Seconds timeout,
               const std::string& only, const std::stop_token& stop) {
  double series = 0;
  for (const std::string_view name : {kContainers, kOomEvents}) {
    if (const auto span = span_of(spans, name)) series += span->series;
  }
  if (series == 0) return;
  QueryFrame frame = coarse_frame(range);
  // A fifth or so of the series is looked at where there are many.
  const double points = kHoleSamplesMax / (series > kHoleSeriesMax ? series / 5 : series);
  const auto length = static_cast<double>((range.to - range.from).count());
  frame.step = std::max(kStepMax, Seconds{static_cast<std::int64_t>(length / std::max(points, 1.0))});
  frame.start = frame.end - frame.step * ((range.to - range.from) / frame.step);
  const QueryOutcome outcome =
      runner.ask([&](Fineness) { return range_target(hole_query(spans, only), frame, timeout, ""); }, stop);
  if (outcome.failure) {
    Gap gap = gap_from(outcome.failure->error, "", GapSubject::prometheus);
    gap.detail = "asking whether the history has holes: " + gap.detail;
    history.gaps.push_back(std::move(gap));
    return;
  }
  std::map<std::string, std::vector<Timestamp>, std::less<>> times;
  for (const Sequence& row : outcome.answer->sequences) {
    for (const Point& point : row.points) times[row.label("family")].push_back(point.time);
  }
  const auto state_metrics = holes_in(times[std::string(kContainers)], frame.step);
  auto oom_events = holes_in(times[std::string(kOomEvents)], frame.step);
  say_holes(history, state_metrics, kStateMetricsName);
  // Where Prometheus itself was away, both are: said once.
  std::erase_if(oom_events, [&](const Hole& hole) {
    return std::any_of(state_metrics.begin(), state_metrics.end(), [&](const Hole& other) {
      return other.from <= hole.from + kHistoryTolerance && hole.to <= other.to + kHistoryTolerance;
    });
  });
  say_holes(history, oom_events, kOomEventsName);
}

std::vector<std::string> probed_namespaces(const std::vector<std::string>& namespaces) {
  const std::size_t count = std::min(namespaces.size(), kTenantNamespacesProbed);
  std::vector<std::string> chosen;
  for (std::size_t i = 0; i < count; ++i) chosen.push_back(namespaces[i * namespaces.size() / count]);
  return chosen;
}

}  // namespace

std::vector<Hole> holes_in(const std::vector<Timestamp>& times, Seconds step) {
  std::vector<Hole> holes;
  for (std::size_t i = 1; i < times.size(); ++i) {
    if (times[i] - times[i - 1] > step + kHistoryTolerance) holes.push_back({times[i - 1], times[i]});
  }
  return holes;
}

History judge_history(const Spans& spans, const TimeRange& range, Seconds probe_step, bool tenant) {
  History history;
  const std::string where = tenant ? " in the namespaces looked at" : "";
  const auto state_metrics = kube_state_metrics_span(spans);
  const auto oom_events = span_of(spans, kOomEvents);
  const auto begin = [&](const std::optional<Span>& span) {
    return span && span->first > range.from ? std::optional<Timestamp>(span->first) : std::nullopt;
  };
  history.begins = {begin(state_metrics), begin(oom_events)};
  if (state_metrics) {
    history.reaches_back_to = state_metrics->first;
    judge_span(history, *state_metrics, kStateMetricsName, range, probe_step, GapSubject::history);
    if (span_of(spans, kRestarted) && !span_of(spans, kReason)) {
      history.gaps.push_back(absent("Prometheus has no 'kube_pod_container_status_last_terminated_reason'" + where +
                                        ", although containers have restarted",
                                    "let the scrape of kube-state-metrics keep it"));
    }
  } else {
    history.gaps.push_back(absent(fmt::format("Prometheus has no '{}'{}: what containers that are gone ended with "
                                              "stays unseen",
                                              kStateMetricsName, where),
                                  "install kube-state-metrics, or give --prometheus-url of a server that scrapes it"));
  }
  if (oom_events) {
    if (!state_metrics) history.reaches_back_to = oom_events->first;
    const bool same = state_metrics && oom_events->first <= state_metrics->first + kHistoryTolerance &&
                      oom_events->last + kHistoryTolerance >= state_metrics->last;
    const GapSubject subject = state_metrics ? GapSubject::prometheus : GapSubject::history;
    if (!same) judge_span(history, *oom_events, kOomEventsName, range, probe_step, subject);
  } else {
    history.gaps.push_back(absent(fmt::format("Prometheus has no '{}'{}: OOM kills that a container survived stay "
                                              "unseen",
                                              kOomEventsName, where),
                                  "let the scrape of the kubelets' /metrics/cadvisor keep it"));
  }
  history.form.exported = span_of(spans, kExported).has_value();
  const auto reasons = span_of(spans, kReason);
  const auto times = span_of(spans, kTime);
  // Behind a tenant's port only some namespaces were looked at, and they may just not have had a termination.
  if (!times) {
    history.dating = reasons && !tenant ? Dating::by_restarts : Dating::by_either;
  } else {
    history.dating = (!reasons || times->first <= reasons->first) && !tenant ? Dating::by_timestamp : Dating::by_either;
  }
  return history;
}

History check_history(const QueryRunner& runner, const std::vector<std::string>& namespaces, const TimeRange& range,
                      Seconds timeout, const std::string& only, bool tenant, std::stop_token stop) {
  const QueryFrame frame = probes(range.from, range.to);
  Spans spans;
  std::vector<std::string> warnings;
  std::vector<std::string> asked = tenant ? probed_namespaces(namespaces) : std::vector<std::string>{""};
  const auto ask = [&](const QueryFrame& when, const std::string& name) {
    const std::vector<std::string> names = name.empty() ? std::vector<std::string>{} : std::vector<std::string>{name};
    return runner.ask([&](Fineness) { return range_target(probe_query(names, only), when, timeout, name); }, stop);
  };
  const auto failed = [](QueryFailure failure) {
    History history;
    history.failure = std::move(failure);
    return history;
  };
  for (const std::string& name : asked) {
    QueryOutcome outcome = ask(frame, name);
    if (outcome.failure) return failed(*std::move(outcome.failure));
    if (!outcome.answer) continue;
    widen(spans, *outcome.answer);
    warnings.insert(warnings.end(), outcome.answer->warnings.begin(), outcome.answer->warnings.end());
  }
  // Where the data begins lies between the first probe that saw some and the one before.
  std::optional<Timestamp> looked_at;
  for (const std::string_view family : {kContainers, kOomEvents}) {
    const auto coarse = span_of(spans, family);
    if (!coarse || coarse->first <= range.from || coarse->first == looked_at) continue;
    looked_at = coarse->first;
    const Timestamp before = std::max(range.from, coarse->first - frame.step);
    for (const std::string& name : asked) {
      QueryOutcome outcome = ask(probes(before, coarse->first), name);
      if (outcome.failure) return failed(*std::move(outcome.failure));
      if (outcome.answer) widen(spans, *outcome.answer);
    }
  }
  History history = judge_history(spans, range, frame.step, tenant);
  history.form.only = only;
  // Behind a tenant's port only some namespaces can be looked at, and these may have had no container for a while.
  if (!tenant) add_holes(history, spans, runner, range, timeout, only, stop);
  history.warnings = std::move(warnings);
  return history;
}

}  // namespace oomscan::prometheus
