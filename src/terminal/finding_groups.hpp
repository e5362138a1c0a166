// Findings in the order in which a tired person wants them: what fails now first, on every level.
// Invariant: each finding stands in exactly one group; equally urgent groups keep the report's order.
#pragma once

#include <string>
#include <vector>

#include "oomscan/model/finding.hpp"

namespace oomscan::terminal {

using FindingPointers = std::vector<const Finding*>;  // never null; into one report, whose order is theirs

struct PodGroup {
  std::vector<FindingPointers> containers;  // a crash loop stands behind what causes it
};
struct NamespaceGroup {
  std::string name;  // empty: of no namespace (nodes)
  std::vector<PodGroup> pods;
};

// 0 for what fails now; the larger, the less it needs doing.
[[nodiscard]] int urgency(State state);

// `findings`: of one cluster, in the report's order.
[[nodiscard]] std::vector<NamespaceGroup> group_findings(const FindingPointers& findings);

// The smallest urgency among them; larger than any state's if there are none.
[[nodiscard]] int most_urgent(const FindingPointers& findings);

}  // namespace oomscan::terminal
