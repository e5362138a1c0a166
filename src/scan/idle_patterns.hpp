// A pattern that matches no namespace of any cluster selects less than was meant: a typo among two patterns must not
// read as a clean fleet. One that matches somewhere is as it should be: fleets differ. See
// docs/adr/0015-idle-patterns.md.
#pragma once

#include <string>
#include <vector>

#include "oomscan/model/gap.hpp"
#include "scan/cluster_scan.hpp"

namespace oomscan::scan {

// Of --include-ns: those that matched nothing in any cluster whose namespaces are known. Empty if none are known.
[[nodiscard]] std::vector<std::string> idle_includes(const std::vector<ClusterResult>& results);

// The same of --exclude-ns. They hide nothing, so they are no gaps.
[[nodiscard]] std::vector<std::string> idle_excludes(const std::vector<ClusterResult>& results);

// What is said of an entry of --include-ns that matched nothing, as a gap of each cluster that was looked at.
[[nodiscard]] Gap gap_of_idle_include(const std::string& pattern);

}  // namespace oomscan::scan
