// Moments relative to kNow, the time at which every scene is judged.
#pragma once

#include "oomscan/model/time.hpp"

namespace oomscan::detect::scene {

inline constexpr Timestamp kNow{Seconds{1'765'517'160}};
inline constexpr Seconds minutes(int count) { return Seconds{60 * count}; }
inline constexpr Seconds hours(int count) { return Seconds{3600 * count}; }
inline constexpr Seconds days(int count) { return Seconds{86400 * count}; }
inline constexpr Timestamp ago(Seconds before) { return kNow - before; }

}  // namespace oomscan::detect::scene
