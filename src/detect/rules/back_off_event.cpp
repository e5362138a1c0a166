#include "detect/rules/back_off_event.hpp"

#include "detect/reading/event_text.hpp"
#include "detect/rules/crash_loop.hpp"

namespace oomscan::detect {
namespace {

// Killing Events give a loop its cause; Events that name an OOM kill do so for a pod that is gone.
bool event_may_matter(const EventObservation& event) {
  return is_about_a_pod(event) && (is_restart_back_off(event) || killed_for_probe(event) || names_oom_kill(event));
}

Verdicts judge(const Case& about) {
  Verdicts verdicts = loop_verdicts_by_events(about, is_restart_back_off);
  for (Verdict& verdict : verdicts) verdict.confidence = Confidence::confirmed;
  return verdicts;
}

}  // namespace

constinit const Rule kBackOffEvent{nullptr, event_may_matter, judge};

}  // namespace oomscan::detect
