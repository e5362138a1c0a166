#include "detect/crash_loop_event.hpp"

#include "detect/container_history.hpp"
#include "detect/crash_loop.hpp"
#include "detect/event_text.hpp"

namespace oomscan::detect {
namespace {

bool event_may_matter(const EventObservation& event) { return is_about_a_pod(event) && names_crash_loop(event); }

bool status_agrees(const PodObservation* pod, const std::string& name) {
  const ContainerObservation* container = pod == nullptr ? nullptr : find_container(*pod, name);
  return container != nullptr && container->waiting && container->waiting->reason == kReasonCrashLoop;
}

Verdicts judge(const Case& about) {
  Verdicts verdicts = loop_verdicts_by_events(about, names_crash_loop);
  for (Verdict& verdict : verdicts) {
    const bool agrees = status_agrees(about.pod(), verdict.container);
    verdict.confidence = agrees ? Confidence::confirmed : Confidence::probable;
  }
  return verdicts;
}

}  // namespace

constinit const Rule kCrashLoopEvent{nullptr, event_may_matter, judge};

}  // namespace oomscan::detect
