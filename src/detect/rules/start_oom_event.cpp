#include "detect/rules/start_oom_event.hpp"

#include "detect/reading/cause.hpp"
#include "detect/reading/event_text.hpp"
#include "detect/reading/moment.hpp"

namespace oomscan::detect {
namespace {

bool event_may_matter(const EventObservation& event) { return is_about_a_pod(event) && tells_start_oom(event); }

Verdicts judge(const Case& about) {
  Verdicts verdicts;
  for (const SeenEvent& seen : about.events) {
    if (!tells_start_oom(*seen.event)) continue;
    Verdict verdict{.container = seen.container,
                    .kind = seen.kind,
                    .confidence = Confidence::probable,
                    .cause = std::string(kCauseLimitTooLow)};
    add_moment(verdict, seen, about.frame.range, is_start_oom);
    verdict.evidence.push_back(evidence_of(*seen.event));
    verdicts.push_back(std::move(verdict));
  }
  return verdicts;
}

}  // namespace

constinit const Rule kStartOomEvent{nullptr, event_may_matter, judge};

}  // namespace oomscan::detect
