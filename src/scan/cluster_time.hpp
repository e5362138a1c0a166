// A cluster is judged by its own clock: whoever is a few minutes off must not lose the newest failures, nor call them
// over. Pure.
#pragma once

#include <optional>
#include <string>

#include "oomscan/model/time.hpp"

namespace oomscan::scan {

// An answer's Date is cut to whole seconds, and takes its time to come.
inline constexpr Seconds kClockDifferenceMin{5};
// So much is worth telling a person.
inline constexpr Seconds kClockDifferenceTold{60};

// The difference that counts; nullopt: unknown, or none to speak of.
[[nodiscard]] std::optional<Seconds> clock_difference(std::optional<Seconds> ahead);

// `range` of this machine's clock, by that of a cluster than which it is `ahead`.
[[nodiscard]] TimeRange by_cluster_clock(TimeRange range, Seconds ahead);

// The same range without an end: what is newer than now was dated by a clock that is ahead, and is no less seen.
[[nodiscard]] TimeRange without_end(TimeRange range);

// "this machine's clock is 6 min behind the cluster's, by which everything is judged"
[[nodiscard]] std::string clock_note(Seconds ahead);

}  // namespace oomscan::scan
