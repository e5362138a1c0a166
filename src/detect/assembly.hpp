// From the verdicts of one detector on one pod to findings: one per container, holding all that led to it.
// Pure functions, safe from any thread; the order of the verdicts does not matter.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "detect/case.hpp"
#include "detect/verdict.hpp"

namespace oomscan::detect {

// A finding keeps so many lines of evidence: the strongest, then the newest; one more line tells how many were left
// out.
inline constexpr std::size_t kEvidenceLinesMax = 20;

// All lines of evidence, each once, within that limit; ascending by time, undated ones last.
[[nodiscard]] std::vector<Evidence> merged_evidence(const Verdicts& verdicts);

// Verdicts that do not speak of the range are dropped. Ascending by container.
[[nodiscard]] std::vector<Finding> assemble(const Case& about, std::string_view type, const Verdicts& verdicts);

}  // namespace oomscan::detect
