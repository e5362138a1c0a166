#include "detect/rules/oom_killed_status.hpp"

#include <algorithm>

#include "detect/reading/cause.hpp"
#include "detect/reading/container_history.hpp"
#include "detect/reading/pod_end.hpp"

namespace oomscan::detect {
namespace {

constexpr int kExitKilled = 137;

Verdict verdict_on(const ContainerObservation& container, const RunEnd& end) {
  const Termination& termination = *end.termination;
  Verdict verdict{.container = container.name,
                  .kind = container.kind,
                  .cause = std::string(kCauseOomKilled),
                  .exit_code = termination.exit_code};
  std::string detail = describe(end);
  if (!termination.finished_at) {
    verdict.confidence = Confidence::suspect;
    detail += ": when is not known";
  } else if (termination.exit_code == kExitKilled) {
    verdict.confidence = Confidence::confirmed;
  } else {
    verdict.confidence = Confidence::probable;
    detail += ": a process in the container was OOM-killed, the container itself ended otherwise";
  }
  if (termination.finished_at) verdict.ended_at.push_back(*termination.finished_at);
  verdict.evidence.push_back({Source::oc_get_pods, termination.finished_at, detail});
  return verdict;
}

bool pod_may_matter(const PodObservation& pod) {
  return std::any_of(pod.containers.begin(), pod.containers.end(), [](const ContainerObservation& c) {
    return (c.terminated && is_oom_killed(*c.terminated)) || (c.last_terminated && is_oom_killed(*c.last_terminated));
  });
}

Verdicts judge(const Case& about) {
  Verdicts verdicts;
  const PodObservation* pod = about.pod();
  if (pod == nullptr) return verdicts;
  for (const ContainerObservation& container : pod->containers) {
    for (const RunEnd& end : run_ends(container)) {
      if (!is_oom_killed(*end.termination) || ended_by_that_stop(*pod, end)) continue;
      verdicts.push_back(verdict_on(container, end));
    }
  }
  return verdicts;
}

}  // namespace

constinit const Rule kOomKilledStatus{pod_may_matter, nullptr, judge};

}  // namespace oomscan::detect
