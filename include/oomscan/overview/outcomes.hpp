// What came of looking for each type in each namespace: it was found, it was not, or it was not seen. Pure,
// thread-safe; points into the report, which outlives it.
//
// Invariant: what was not found was not there only if `not_seen` is empty.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "oomscan/model/report.hpp"

namespace oomscan::overview {

struct Outcome {
  std::string_view namespace_name;       // empty: of the cluster itself
  std::string_view type;                 // empty: whether the cluster, or the run, could be looked at
  std::vector<const Finding*> findings;  // in the report's order
  std::string not_seen;                  // the reasons, in one line; empty: all that could tell was read

  [[nodiscard]] bool failed() const { return !findings.empty(); }
  [[nodiscard]] bool passed() const { return findings.empty() && not_seen.empty(); }
};

// Of one cluster: the cluster itself where it, or which namespaces it has, could not be seen; each type of nodes; each
// other type in each of its namespaces, ascending. What is missing of a namespace or of the whole cluster bears on each
// type; logs, descriptions and other artifacts bear on none.
[[nodiscard]] std::vector<Outcome> outcomes(const ClusterCoverage& coverage, const ScanReport& report);

// Why the run as a whole says less than it should; empty: it does not.
[[nodiscard]] std::string run_not_seen(const ScanReport& report);

}  // namespace oomscan::overview
