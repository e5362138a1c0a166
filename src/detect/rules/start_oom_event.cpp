#include "detect/reading/cause.hpp"
#include "detect/reading/event_text.hpp"
#include "detect/reading/moment.hpp"
#include "detect/rules/rules.hpp"

namespace oomscan::detect {
namespace {

bool event_may_matter(const EventObservation& event) { return is_about_a_pod(event) && tells_start_oom(event); }

Claims judge(const Case& about) {
  Claims claims;
  for (const SeenEvent& seen : about.events) {
    if (!tells_start_oom(*seen.event)) continue;
    Claim claim{.container = seen.container,
                .kind = seen.kind,
                .confidence = Confidence::probable,
                .cause = std::string(kCauseLimitTooLow)};
    add_moment(claim, seen, about.frame.range, is_start_oom);
    claim.evidence.push_back(evidence_of(*seen.event));
    claims.push_back(std::move(claim));
  }
  return claims;
}

}  // namespace

constinit const Rule kStartOomEvent{
    .name = "limit too low by Event",
    .looks_at = "runtimes' words in Events about creating a container or sandbox",
    .event_may_matter = event_may_matter,
    .judge = judge,
};

}  // namespace oomscan::detect
