#include <fmt/format.h>

#include "detect/reading/cause.hpp"
#include "detect/reading/event_text.hpp"
#include "detect/reading/exit_codes.hpp"
#include "detect/reading/moment.hpp"
#include "detect/reading/runs.hpp"
#include "detect/rules/rules.hpp"
#include "oomscan/model/text.hpp"

namespace oomscan::detect {
namespace {

bool status_agrees(const ContainerObservation& container) {
  for (const RunEnd& end : run_ends(container)) {
    if (is_oom_killed(*end.termination) && end.termination->exit_code == kExitKilled) return true;
  }
  return false;
}

bool event_may_matter(const EventObservation& event) { return is_about_a_pod(event) && names_oom_kill(event); }

Claims judge(const Case& about) {
  Claims claims;
  for (const SeenEvent& seen : about.events) {
    if (!names_oom_kill(*seen.event)) {
      about.silent(seen.container, fmt::format("Event {}: the reason names no OOM kill",
                                               printable(seen.event->reason, kForeignTextBytesMax)));
      continue;
    }
    Claim claim{.container = seen.container,
                .kind = seen.kind,
                .confidence = Confidence::probable,
                .cause = std::string(kCauseOomKilled)};
    if (seen.observed != nullptr && status_agrees(*seen.observed)) claim.confidence = Confidence::confirmed;
    add_moment(claim, seen, about.frame.range, is_oom_killed);
    claim.evidence.push_back(evidence_of(*seen.event));
    claims.push_back(std::move(claim));
  }
  return claims;
}

}  // namespace

constinit const Rule kOomKilledEvent{
    .name = "others' OOM Events",
    .looks_at = "Events whose reason names an OOM kill",
    .event_may_matter = event_may_matter,
    .judge = judge,
};

}  // namespace oomscan::detect
