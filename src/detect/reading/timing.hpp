// The times that judging rests on, each with its reason. Pure functions, safe from any thread.
#pragma once

#include "oomscan/model/time.hpp"

namespace oomscan::detect {

// The kubelet doubles its back-off from 10 s up to this.
inline constexpr Seconds kLongestBackOff{300};
// The kubelet forgets the back-off of a container that ran this long.
inline constexpr Seconds kBackOffForgottenAfter{600};
// So a container that loops ends at least this often.
inline constexpr Seconds kLongestLoopRound = kLongestBackOff + kBackOffForgottenAfter;

// An Event about a failure may be written this much after the back-off that it tells of.
inline constexpr Seconds kEventDelayMax{30};
// The runtime's and the kubelet's clocks, and the API's truncation to seconds, may disagree by this much.
inline constexpr Seconds kClockSlack{2};

// A Node's OOM Event and the end of a container this close may be one thing.
inline constexpr Seconds kNodeOomReach{30};

// cAdvisor's counter and the end of the container whose process was killed are told by two clocks, the container may
// end a while after its process, and both may be one thing this far apart.
inline constexpr Seconds kOomCounterReach{30};

// When a whole pod is stopped from outside, its containers end within this: the default grace period of 30 s, twice.
inline constexpr Seconds kStopSpread{60};

// Is an Event seen at `event` about the failure that ended at `finished`? A BackOff Event is renewed at every sync
// for as long as the back-off lasts, and others come with the restart after it; neither comes before the failure.
[[nodiscard]] constexpr bool same_failure(Timestamp finished, Timestamp event) {
  return finished - kClockSlack <= event && event <= finished + kLongestBackOff + kEventDelayMax;
}

}  // namespace oomscan::detect
