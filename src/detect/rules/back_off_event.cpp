#include "detect/reading/event_text.hpp"
#include "detect/rules/crash_loop.hpp"
#include "detect/rules/rules.hpp"

namespace oomscan::detect {
namespace {

// Killing Events give a loop its cause; Events that name an OOM kill do so for a pod that is gone.
bool event_may_matter(const EventObservation& event) {
  return is_about_a_pod(event) && (is_restart_back_off(event) || killed_for_probe(event) || names_oom_kill(event));
}

Claims judge(const Case& about) {
  Claims claims = loop_claims_by_events(about, is_restart_back_off);
  for (Claim& claim : claims) claim.confidence = Confidence::confirmed;
  return claims;
}

}  // namespace

constinit const Rule kBackOffEvent{
    .name = "kubelet's back-off Events",
    .looks_at = "Events BackOff about restarting a container",
    .event_may_matter = event_may_matter,
    .judge = judge,
};

}  // namespace oomscan::detect
