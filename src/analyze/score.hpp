// How stable is each namespace, 0 to 100? Pure, safe from any thread. Rules and a worked example: docs/ANALYSIS.md.
#pragma once

#include "oomscan/model/analysis.hpp"
#include "oomscan/model/history.hpp"

namespace oomscan::analyze {

// What one of each costs, per pod and week seen, when it happened just now and is over.
inline constexpr double kOomKillWeight = 1.0;
inline constexpr double kCrashLoopWeight = 1.0;
inline constexpr double kOtherFailureWeight = 0.5;
inline constexpr double kRestartWeight = 0.1;
// What fails right now weighs this much more.
inline constexpr double kFailsNowFactor = 2.0;
// A failure at the window's beginning weighs this part of one just now; in between, proportionally.
inline constexpr double kOldestFactor = 0.5;

inline constexpr int kStableFrom = 80;
inline constexpr int kWarningFrom = 50;

// 100 exactly if nothing failed in what was seen; else 100 / (1 + the sum of the parts' penalties), rounded down, at
// most 99. By namespace, and of each cluster over all its containers that were seen enough.
[[nodiscard]] Scores scores(const HistorySlice& slice, const AnalysisQuestion& question);

}  // namespace oomscan::analyze
