#include "detect/rules/restart_pattern.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "detect/reading/container_history.hpp"
#include "detect/reading/event_text.hpp"
#include "detect/reading/pod_end.hpp"
#include "detect/reading/state.hpp"
#include "detect/reading/timing.hpp"
#include "detect/rules/crash_loop.hpp"

namespace oomscan::detect {
namespace {

// Waiting for an image is another failure, and hides how the last run ended.
bool waits_for_image(const ContainerObservation& container) {
  return container.waiting && is_image_failure(container.waiting->reason);
}

// Whatever the time.
bool restarts_after_failures(const ContainerObservation& container) {
  if (container.kind == ContainerKind::ephemeral || container.restart_count < kRestartsOfALoop) return false;
  if (waits_for_image(container)) return false;
  const auto ends = run_ends(container);
  return !ends.empty() && is_abnormal(*ends.front().termination) && ends.front().termination->finished_at;
}

bool is_over(const PodObservation& pod) { return pod.phase == "Succeeded" || pod.phase == "Failed"; }

bool pod_may_matter(const PodObservation& pod) {
  return !is_over(pod) && std::any_of(pod.containers.begin(), pod.containers.end(), restarts_after_failures);
}

Verdicts judge(const Case& about) {
  Verdicts verdicts;
  const PodObservation* pod = about.pod();
  if (pod == nullptr || is_over(*pod)) return verdicts;
  const JudgingFrame& frame = about.frame;
  for (const ContainerObservation& container : pod->containers) {
    if (!restarts_after_failures(container)) continue;
    const RunEnd last = run_ends(container).front();
    const Timestamp failed = *last.termination->finished_at;
    if (frame.now - failed > kLongestLoopRound || is_settled(container, frame, failed)) continue;
    if (!frame.range.contains(failed) || ended_with_its_pod(*pod, container, last)) continue;
    Verdict verdict = loop_verdict(about, container.name, container.kind, &container);
    verdict.confidence = Confidence::suspect;
    verdict.evidence.push_back({Source::oc_get_pods, failed,
                                fmt::format("{} restarts, the last run failed minutes ago", container.restart_count)});
    verdicts.push_back(std::move(verdict));
  }
  return verdicts;
}

}  // namespace

constinit const Rule kRestartPattern{pod_may_matter, nullptr, judge};

}  // namespace oomscan::detect
