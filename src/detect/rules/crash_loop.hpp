// What all rules about crash loops share. Pure functions, safe from any thread.
#pragma once

#include "detect/case.hpp"
#include "detect/claim.hpp"

namespace oomscan::detect {

// A claim on a loop of this container with its cause, exit code and the ends of its runs that went wrong by
// themselves, inside the range or not: the cause rests on them. `observed` may be nullptr. The caller adds the
// confidence and the evidence that led to it.
[[nodiscard]] Claim loop_claim(const Case& about, const std::string& container, ContainerKind kind,
                               const ContainerObservation* observed);

// One claim for each container that has Events which `tell` of a loop, with a moment and a line for each of them.
// Nothing for debug containers: they are never restarted. The caller adds the confidence.
[[nodiscard]] Claims loop_claims_by_events(const Case& about, bool (*tell)(const EventObservation&));

}  // namespace oomscan::detect
