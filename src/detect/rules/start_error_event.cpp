#include <algorithm>
#include <iterator>

#include "detect/reading/cause.hpp"
#include "detect/reading/event_text.hpp"
#include "detect/reading/limit_words.hpp"
#include "detect/reading/moment.hpp"
#include "detect/reading/runs.hpp"
#include "detect/rules/rules.hpp"

namespace oomscan::detect {
namespace {

// What the kubelet says when it is the configuration that is missing or contradicts itself; the rest is the runtime's.
constexpr std::string_view kConfigPhrases[] = {"configmap \"", "secret \"", "couldn't find key", "runAsNonRoot"};

bool is_about_configuration(std::string_view message) {
  return std::any_of(std::begin(kConfigPhrases), std::end(kConfigPhrases),
                     [&](std::string_view phrase) { return message.find(phrase) != std::string_view::npos; });
}

std::string_view cause_in(const EventObservation& event) {
  if (says_limit_is_too_low(event.message)) return kCauseLimitTooLow;
  return is_about_configuration(event.message) ? kCauseConfigError : kCauseStartError;
}

bool event_may_matter(const EventObservation& event) { return is_about_a_pod(event) && tells_start_failure(event); }

Claims judge(const Case& about) {
  Claims claims;
  for (const SeenEvent& seen : about.events) {
    if (!tells_start_failure(*seen.event)) continue;
    Claim claim{.container = seen.container,
                .kind = seen.kind,
                .confidence = Confidence::confirmed,
                .cause = std::string(cause_in(*seen.event))};
    add_moment(claim, seen, about.frame.range, is_start_failure);
    claim.evidence.push_back(evidence_of(*seen.event));
    claims.push_back(std::move(claim));
  }
  return claims;
}

}  // namespace

constinit const Rule kStartErrorEvent{
    .name = "kubelet's start failure Events",
    .looks_at = "Events Failed about creating or starting a container",
    .event_may_matter = event_may_matter,
    .judge = judge,
};

}  // namespace oomscan::detect
