#include "detect/rules/evicted_status.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "detect/reading/cause.hpp"
#include "detect/reading/container_history.hpp"
#include "detect/reading/event_text.hpp"
#include "detect/reading/pod_end.hpp"
#include "oomscan/model/text.hpp"

namespace oomscan::detect {
namespace {

bool pod_may_matter(const PodObservation& pod) { return pod.reason == "Evicted"; }

bool is_dated_by_an_event(const Case& about) {
  return std::any_of(about.events.begin(), about.events.end(),
                     [](const SeenEvent& seen) { return is_eviction(*seen.event) && seen.event->time; });
}

std::optional<Timestamp> last_end(const PodObservation& pod) {
  std::optional<Timestamp> last;
  for (const ContainerObservation& container : pod.containers) {
    for (const RunEnd& end : run_ends(container)) {
      if (!ended_by_that_stop(pod, end)) continue;
      last = std::max(last, end.termination->finished_at);
    }
  }
  return last;
}

Verdicts judge(const Case& about) {
  const PodObservation* pod = about.pod();
  if (pod == nullptr || !pod_may_matter(*pod)) return {};
  Verdict verdict{.confidence = Confidence::confirmed, .cause = std::string(kCauseEvicted)};
  const std::optional<Timestamp> ended = last_end(*pod);
  if (ended && !is_dated_by_an_event(about)) verdict.ended_at.push_back(*ended);
  const std::string message = printable(pod->message, kForeignTextBytesMax);
  verdict.evidence.push_back(
      {Source::oc_get_pods, ended, fmt::format("status Evicted{}{}", message.empty() ? "" : ": ", message)});
  return {std::move(verdict)};
}

}  // namespace

constinit const Rule kEvictedStatus{pod_may_matter, nullptr, judge};

}  // namespace oomscan::detect
