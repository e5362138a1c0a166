#include "detect/rules/oom_killed_event.hpp"

#include "detect/reading/cause.hpp"
#include "detect/reading/container_history.hpp"
#include "detect/reading/event_text.hpp"
#include "detect/reading/moment.hpp"

namespace oomscan::detect {
namespace {

constexpr int kExitKilled = 137;

bool status_agrees(const ContainerObservation& container) {
  for (const RunEnd& end : run_ends(container)) {
    if (is_oom_killed(*end.termination) && end.termination->exit_code == kExitKilled) return true;
  }
  return false;
}

bool event_may_matter(const EventObservation& event) { return is_about_a_pod(event) && names_oom_kill(event); }

Verdicts judge(const Case& about) {
  Verdicts verdicts;
  for (const SeenEvent& seen : about.events) {
    if (!names_oom_kill(*seen.event)) continue;
    Verdict verdict{.container = seen.container,
                    .kind = seen.kind,
                    .confidence = Confidence::probable,
                    .cause = std::string(kCauseOomKilled)};
    if (seen.observed != nullptr && status_agrees(*seen.observed)) verdict.confidence = Confidence::confirmed;
    add_moment(verdict, seen, about.frame.range, is_oom_killed);
    verdict.evidence.push_back(evidence_of(*seen.event));
    verdicts.push_back(std::move(verdict));
  }
  return verdicts;
}

}  // namespace

constinit const Rule kOomKilledEvent{nullptr, event_may_matter, judge};

}  // namespace oomscan::detect
