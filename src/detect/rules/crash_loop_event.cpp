#include "detect/reading/event_text.hpp"
#include "detect/rules/crash_loop.hpp"
#include "detect/rules/rules.hpp"

namespace oomscan::detect {
namespace {

bool event_may_matter(const EventObservation& event) { return is_about_a_pod(event) && names_crash_loop(event); }

Claims judge(const Case& about) {
  Claims claims = loop_claims_by_events(about, names_crash_loop);
  for (Claim& claim : claims) claim.confidence = Confidence::probable;
  return claims;
}

}  // namespace

constinit const Rule kCrashLoopEvent{
    .name = "others' crash loop Events",
    .looks_at = "Events whose reason speaks of a crash loop",
    .event_may_matter = event_may_matter,
    .judge = judge,
};

}  // namespace oomscan::detect
