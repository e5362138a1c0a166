// Who fails most, and is it getting better or worse? Pure, safe from any thread. Rules: docs/ANALYSIS.md.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "oomscan/model/analysis.hpp"
#include "oomscan/model/history.hpp"

namespace oomscan::analyze {

// Groups with something in the window or in the one before it, by what hurts most now: OOM kills and crash loops
// together, then OOM kills, then restarts, all descending; then by cluster, namespace, workload and pod.
// The slice must reach back two windows from `question.now`.
[[nodiscard]] Trends trends(const HistorySlice& slice, const AnalysisQuestion& question);

}  // namespace oomscan::analyze
