#include <algorithm>
#include <map>

#include "detect/reading/cause.hpp"
#include "detect/reading/event_text.hpp"
#include "detect/reading/timing.hpp"
#include "detect/rules/rules.hpp"

namespace oomscan::detect {
namespace {

bool event_may_matter(const EventObservation& event) { return is_about_a_pod(event) && tells_image_failure(event); }

Claim claim_on(const std::vector<const SeenEvent*>& events) {
  Claim claim{.container = events.front()->container,
              .kind = events.front()->kind,
              .confidence = Confidence::confirmed,
              .cause = std::string(kCauseImagePull)};
  std::vector<Timestamp> back_offs;
  for (const SeenEvent* seen : events) {
    claim.kind = std::min(claim.kind, seen->kind);
    claim.evidence.push_back(evidence_of(*seen->event));
    const auto time = seen->event->time;
    if (time) (is_pull_back_off(*seen->event) ? back_offs : claim.seen_at).push_back(*time);
  }
  const std::vector<Timestamp> failures = claim.seen_at;
  for (const Timestamp time : back_offs) {
    const bool follows =
        std::any_of(failures.begin(), failures.end(), [&](Timestamp failure) { return same_failure(failure, time); });
    if (!follows) claim.seen_at.push_back(time);
  }
  return claim;
}

Claims judge(const Case& about) {
  std::map<std::string, std::vector<const SeenEvent*>> by_container;
  for (const SeenEvent& seen : about.events) {
    if (tells_image_failure(*seen.event)) by_container[seen.container].push_back(&seen);
  }
  Claims claims;
  for (const auto& [container, events] : by_container) claims.push_back(claim_on(events));
  return claims;
}

}  // namespace

constinit const Rule kImagePullEvent{
    .name = "kubelet's image Events",
    .looks_at = "Events BackOff, Failed and others about an image",
    .event_may_matter = event_may_matter,
    .judge = judge,
};

}  // namespace oomscan::detect
