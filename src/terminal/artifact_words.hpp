// Where descriptions and logs are: said once for a cluster. Pure; results are printable.
#pragma once

#include <string>
#include <vector>

#include "oomscan/model/finding.hpp"

namespace oomscan::terminal {

// "/tmp/prd/payments__api__2025-12-12T05-25-40Z__*" where both files share that much, else both paths; or empty.
[[nodiscard]] std::string artifact_words(const Artifacts& artifacts);

// The same without the directories.
[[nodiscard]] std::string artifact_names(const Artifacts& artifacts);

// "descriptions and logs of 12 pods: /tmp/prd": of the findings of one cluster, a line for each directory; empty if
// nothing was saved.
[[nodiscard]] std::vector<std::string> artifact_places(const std::vector<const Finding*>& findings);

}  // namespace oomscan::terminal
