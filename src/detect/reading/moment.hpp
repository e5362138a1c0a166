// One failure is one moment: what is known of it from a status and from Events is put together here.
// Pure functions, safe from any thread.
#pragma once

#include <vector>

#include "detect/case.hpp"
#include "detect/claim.hpp"

namespace oomscan::detect {

// Adds the moment that this Event stands for, whatever its count: the end of the run that it is about, if the
// container's status still shows one inside the range for which `counts` holds; else the Event's own time; none if that
// is unknown.
void add_moment(Claim& claim, const SeenEvent& seen, const TimeRange& range, bool (*counts)(const Termination&));

// The distinct moments inside the range, ascending by when each is over. An Event's own time is left out next to a
// moment that is there, and so is a sample of a failure that a status or another series tells: two replicas of an
// exporter tell one failure at two times, between bounds that overlap, and the narrowest bounds are kept.
[[nodiscard]] std::vector<Moment> distinct_moments(const std::vector<Claim>& claims, const TimeRange& range);

// When each is over.
[[nodiscard]] std::vector<Timestamp> timestamps_of(const std::vector<Moment>& moments);

// Does the claim speak of the range: by a moment inside it, because it holds now, or because no moment is known?
[[nodiscard]] bool speaks_of(const Claim& claim, const TimeRange& range);

}  // namespace oomscan::detect
