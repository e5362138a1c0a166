#include "detect/reading/cause.hpp"
#include "detect/reading/event_text.hpp"
#include "detect/rules/rules.hpp"

namespace oomscan::detect {
namespace {

bool event_may_matter(const EventObservation& event) { return is_about_a_pod(event) && is_eviction(event); }

Claims judge(const Case& about) {
  Claims claims;
  for (const SeenEvent& seen : about.events) {
    if (!is_eviction(*seen.event)) continue;
    Claim claim{.confidence = Confidence::confirmed, .cause = std::string(kCauseEvicted)};
    if (seen.event->time) claim.seen_at.push_back(*seen.event->time);
    claim.evidence.push_back(evidence_of(*seen.event));
    claims.push_back(std::move(claim));
  }
  return claims;
}

}  // namespace

constinit const Rule kEvictedEvent{
    .name = "kubelet's eviction Events",
    .looks_at = "Events Evicted",
    .event_may_matter = event_may_matter,
    .judge = judge,
};

}  // namespace oomscan::detect
