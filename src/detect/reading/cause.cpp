#include "detect/reading/cause.hpp"

#include <tuple>

#include "detect/reading/event_text.hpp"
#include "detect/reading/exit_codes.hpp"
#include "detect/reading/limit_words.hpp"
#include "detect/reading/pod_end.hpp"
#include "detect/reading/runs.hpp"
#include "detect/reading/samples.hpp"
#include "detect/reading/timing.hpp"

namespace oomscan::detect {
namespace {

// A run that ended with its pod says nothing about the loop before it, and neither does the one in which an init
// container at last completed; an end that is made up says nothing at all.
const Termination* newest_telling(const Case& about, const ContainerObservation& container) {
  auto ends = run_ends(container);
  std::erase_if(ends, [&](const RunEnd& end) {
    const bool completed = container.kind == ContainerKind::init && end.current && !is_abnormal(*end.termination);
    return completed || is_made_up(*end.termination);
  });
  for (const RunEnd& end : ends) {
    if (!ended_with_its_pod(about, container, end)) return end.termination;
  }
  return ends.empty() ? nullptr : ends.front().termination;
}

// The newest Event about this container for which `tells` holds; of the same time, the first by what evidence says of
// it: the answer must not depend on the order of the Events.
template <class Predicate>
const EventObservation* newest_event(const Case& about, std::string_view container, Predicate tells) {
  const auto said = [](const EventObservation& event) { return std::tie(event.message, event.reason, event.count); };
  const EventObservation* newest = nullptr;
  // What explains a loop may be older than the range that it was found in: the loop is the same one.
  for (const auto* events : {&about.events, &about.earlier_events}) {
    for (const SeenEvent& seen : *events) {
      const EventObservation* event = seen.event;
      if (seen.container != container || !tells(*event)) continue;
      if (newest == nullptr || newest->time < event->time ||
          (newest->time == event->time && said(*event) < said(*newest))) {
        newest = event;
      }
    }
  }
  return newest;
}

// cAdvisor's word on a run that was killed for no stated reason.
const MetricObservation* killed_by_the_kernel(const Case& about, std::string_view container, const Termination* last) {
  if (last == nullptr || last->reason != "Error" || last->exit_code != kExitKilled) return nullptr;
  return oom_counter_around(about, container, *last);
}

// What metrics say about the end of the loop's newest run: nullptr if a later one ended otherwise.
const MetricObservation* newest_oom_metric(const Case& about, std::string_view container) {
  const MetricObservation* oom = nullptr;
  const MetricObservation* loop = nullptr;
  for (const MetricObservation* metric : about.metrics) {
    if (metric->container != container) continue;
    if (metric->fact == MetricFact::oom_terminated) oom = metric;
    if (metric->fact == MetricFact::crash_loop_waiting) loop = metric;
  }
  if (oom == nullptr || loop == nullptr || oom->times.empty() || loop->times.empty()) return oom;
  return loop->times.back() - loop->late_max <= oom->times.back() + kClockSlack ? oom : nullptr;
}

}  // namespace

bool is_start_oom(const Termination& termination) {
  return is_start_failure(termination) && says_limit_is_too_low(termination.message);
}

LoopCause loop_cause(const Case& about, std::string_view container) {
  const PodObservation* pod = about.pod();
  const ContainerObservation* observed = pod == nullptr ? nullptr : find_container(*pod, container);
  const Termination* last = observed == nullptr ? nullptr : newest_telling(about, *observed);
  LoopCause result;
  if (last != nullptr) result.exit_code = last->exit_code;

  if (last != nullptr && is_oom_killed(*last)) {
    result.cause = kCauseOomKilled;
  } else if (const auto* counter = killed_by_the_kernel(about, container, last); counter != nullptr) {
    result.cause = kCauseOomKilled;
    result.evidence.push_back(evidence_of(*counter, about.frame.range));
  } else if (last != nullptr && is_start_failure(*last)) {
    result.cause = is_start_oom(*last) ? kCauseLimitTooLow : kCauseStartError;
  } else if (const auto* oom = newest_event(about, container, names_oom_kill); oom != nullptr && last == nullptr) {
    result.cause = kCauseOomKilled;
    result.evidence.push_back(evidence_of(*oom));
  } else if (const auto* metric = newest_oom_metric(about, container); metric != nullptr && last == nullptr) {
    result.cause = kCauseOomKilled;
    result.evidence.push_back(evidence_of(*metric, about.frame.range));
  } else if (const auto* kill = newest_event(about, container, killed_for_probe); kill != nullptr) {
    result.cause = killed_for_probe(*kill) == Probe::liveness ? kCauseLivenessKilled : kCauseStartupProbe;
    result.evidence.push_back(evidence_of(*kill));
  } else if (result.exit_code) {
    result.cause = exit_code_cause(*result.exit_code);
  } else {
    result.cause = kCauseUnknown;
  }
  return result;
}

}  // namespace oomscan::detect
