#include "detect/rules/start_error_event.hpp"

#include <algorithm>
#include <iterator>

#include "detect/reading/cause.hpp"
#include "detect/reading/container_history.hpp"
#include "detect/reading/event_text.hpp"
#include "detect/reading/moment.hpp"

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

Verdicts judge(const Case& about) {
  Verdicts verdicts;
  for (const SeenEvent& seen : about.events) {
    if (!tells_start_failure(*seen.event)) continue;
    Verdict verdict{.container = seen.container,
                    .kind = seen.kind,
                    .confidence = Confidence::confirmed,
                    .cause = std::string(cause_in(*seen.event))};
    add_moment(verdict, seen, about.frame.range, is_start_failure);
    verdict.evidence.push_back(evidence_of(*seen.event));
    verdicts.push_back(std::move(verdict));
  }
  return verdicts;
}

}  // namespace

constinit const Rule kStartErrorEvent{nullptr, event_may_matter, judge};

}  // namespace oomscan::detect
