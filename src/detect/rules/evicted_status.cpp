#include <algorithm>

#include <fmt/format.h>

#include "detect/reading/cause.hpp"
#include "detect/reading/event_text.hpp"
#include "detect/reading/pod_end.hpp"
#include "detect/reading/runs.hpp"
#include "detect/rules/rules.hpp"
#include "oomscan/model/text.hpp"

namespace oomscan::detect {
namespace {

bool pod_may_matter(const PodObservation& pod) { return pod.reason == "Evicted"; }

bool is_dated_by_an_event(const Case& about) {
  return std::any_of(about.events.begin(), about.events.end(),
                     [](const SeenEvent& seen) { return is_eviction(*seen.event) && seen.event->time; });
}

std::optional<Timestamp> last_end(const Case& about) {
  std::optional<Timestamp> last;
  for (const ContainerObservation& container : about.pod()->containers) {
    for (const RunEnd& end : run_ends(container)) {
      if (!ended_by_that_stop(about, end)) continue;
      last = std::max(last, end.termination->finished_at);
    }
  }
  return last;
}

Claims judge(const Case& about) {
  const PodObservation* pod = about.pod();
  if (pod == nullptr || !pod_may_matter(*pod)) return {};
  Claim claim{.confidence = Confidence::confirmed, .cause = std::string(kCauseEvicted)};
  const std::optional<Timestamp> ended = last_end(about);
  if (ended && !is_dated_by_an_event(about)) claim.ended_at.push_back(*ended);
  const std::string message = printable(pod->message, kForeignTextBytesMax);
  claim.evidence.push_back(
      {Source::oc_get_pods, ended, fmt::format("status Evicted{}{}", message.empty() ? "" : ": ", message)});
  return {std::move(claim)};
}

}  // namespace

constinit const Rule kEvictedStatus{
    .name = "evicted pod",
    .looks_at = "the pod's status.reason",
    .pod_may_matter = pod_may_matter,
    .judge = judge,
};

}  // namespace oomscan::detect
