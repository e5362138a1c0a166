#include "detect/rules/image_pull_event.hpp"

#include <algorithm>
#include <map>

#include "detect/reading/cause.hpp"
#include "detect/reading/event_text.hpp"
#include "detect/reading/timing.hpp"

namespace oomscan::detect {
namespace {

bool event_may_matter(const EventObservation& event) { return is_about_a_pod(event) && tells_image_failure(event); }

Verdict verdict_on(const std::vector<const SeenEvent*>& events) {
  Verdict verdict{.container = events.front()->container,
                  .kind = events.front()->kind,
                  .confidence = Confidence::confirmed,
                  .cause = std::string(kCauseImagePull)};
  std::vector<Timestamp> back_offs;
  for (const SeenEvent* seen : events) {
    verdict.kind = std::min(verdict.kind, seen->kind);
    verdict.evidence.push_back(evidence_of(*seen->event));
    const auto time = seen->event->time;
    if (time) (is_pull_back_off(*seen->event) ? back_offs : verdict.seen_at).push_back(*time);
  }
  const std::vector<Timestamp> failures = verdict.seen_at;
  for (const Timestamp time : back_offs) {
    const bool follows =
        std::any_of(failures.begin(), failures.end(), [&](Timestamp failure) { return same_failure(failure, time); });
    if (!follows) verdict.seen_at.push_back(time);
  }
  return verdict;
}

Verdicts judge(const Case& about) {
  std::map<std::string, std::vector<const SeenEvent*>> by_container;
  for (const SeenEvent& seen : about.events) {
    if (tells_image_failure(*seen.event)) by_container[seen.container].push_back(&seen);
  }
  Verdicts verdicts;
  for (const auto& [container, events] : by_container) verdicts.push_back(verdict_on(events));
  return verdicts;
}

}  // namespace

constinit const Rule kImagePullEvent{nullptr, event_may_matter, judge};

}  // namespace oomscan::detect
