// Is a failure news? Pure, safe from any thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "oomscan/model/finding.hpp"
#include "oomscan/model/history.hpp"
#include "oomscan/model/time.hpp"

namespace oomscan::analyze {

// How far back a slice must reach for this question: twice as long as a place must have been known.
inline constexpr Seconds kNoveltyReach{14 * 86400};

// For each of `findings`, in their order. `past` is what was remembered before the run that made them, `now` when that
// began. `types_counted`: what the past's runs are known to have looked for; of other types never to have failed means
// nothing. nullopt: the past is not known well enough, which is never called new.
[[nodiscard]] std::vector<std::optional<Novelty>> novelty_of(const std::vector<Finding>& findings,
                                                             const HistorySlice& past,
                                                             const std::vector<std::string>& types_counted,
                                                             Timestamp now);

}  // namespace oomscan::analyze
