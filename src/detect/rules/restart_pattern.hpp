// A loop caught where neither a back-off nor an Event shows it: many restarts, and the last run went wrong just now.
#pragma once

#include <cstdint>

#include "detect/rules/rule.hpp"

namespace oomscan::detect {

inline constexpr std::int64_t kRestartsOfALoop = 3;

// suspect. Restarts after clean exits are a periodic task; failures that a container has outlived are history.
extern const Rule kRestartPattern;

}  // namespace oomscan::detect
