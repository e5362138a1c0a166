// What fails more than it used to, or never did before, and what changed just then? Pure, safe from any thread.
#pragma once

#include "oomscan/model/analysis.hpp"
#include "oomscan/model/history.hpp"

namespace oomscan::analyze {

// The past that a window is held against.
inline constexpr int kBaselineWeeks = 8;
// A count that would be seen less than once in so many windows is a regression ...
inline constexpr double kRegressionChance = 0.01;
// ... if it is not of one or two.
inline constexpr int kRegressionFailuresMin = 3;
// A place must have been known for this long before something in it can be called new.
inline constexpr Seconds kKnownPast{7 * 86400};
// Changes are named if they came at most this long before the first failure.
inline constexpr Seconds kChangeSpan{24 * 3600};

// By container and type, and by namespace and type. The slice must reach back kBaselineWeeks before the window.
// The most unlikely first; ties by name.
[[nodiscard]] Regressions regressions(const HistorySlice& slice, const AnalysisQuestion& question);

}  // namespace oomscan::analyze
