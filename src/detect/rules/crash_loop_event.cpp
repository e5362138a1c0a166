#include "detect/rules/crash_loop_event.hpp"

#include "detect/reading/event_text.hpp"
#include "detect/rules/crash_loop.hpp"

namespace oomscan::detect {
namespace {

bool event_may_matter(const EventObservation& event) { return is_about_a_pod(event) && names_crash_loop(event); }

Verdicts judge(const Case& about) {
  Verdicts verdicts = loop_verdicts_by_events(about, names_crash_loop);
  for (Verdict& verdict : verdicts) verdict.confidence = Confidence::probable;
  return verdicts;
}

}  // namespace

constinit const Rule kCrashLoopEvent{nullptr, event_may_matter, judge};

}  // namespace oomscan::detect
