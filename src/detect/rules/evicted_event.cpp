#include "detect/rules/evicted_event.hpp"

#include "detect/reading/cause.hpp"
#include "detect/reading/event_text.hpp"

namespace oomscan::detect {
namespace {

bool event_may_matter(const EventObservation& event) { return is_about_a_pod(event) && is_eviction(event); }

Verdicts judge(const Case& about) {
  Verdicts verdicts;
  for (const SeenEvent& seen : about.events) {
    if (!is_eviction(*seen.event)) continue;
    Verdict verdict{.confidence = Confidence::confirmed, .cause = std::string(kCauseEvicted)};
    if (seen.event->time) verdict.seen_at.push_back(*seen.event->time);
    verdict.evidence.push_back(evidence_of(*seen.event));
    verdicts.push_back(std::move(verdict));
  }
  return verdicts;
}

}  // namespace

constinit const Rule kEvictedEvent{nullptr, event_may_matter, judge};

}  // namespace oomscan::detect
