// From the claims of one detector on one pod to findings: one per container, holding all that led to it.
// Pure functions, safe from any thread; the order of the claims does not matter.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "detect/case.hpp"
#include "detect/claim.hpp"

namespace oomscan::detect {

// A finding keeps so many lines of evidence: the strongest, then the newest; one more line tells how many were left
// out.
inline constexpr std::size_t kEvidenceLinesMax = 20;

// All lines of evidence, each once, within that limit; ascending by time, undated ones last.
[[nodiscard]] std::vector<Evidence> merged_evidence(const Claims& claims);

// Claims that do not speak of the range are dropped; one that knows no container is about the one that others know, if
// there is any: of several, the one whose failure is nearest. Ascending by container.
[[nodiscard]] std::vector<Finding> assemble(const Case& about, std::string_view type, const Claims& claims);

}  // namespace oomscan::detect
