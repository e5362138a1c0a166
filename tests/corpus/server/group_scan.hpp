// A group of cases scanned on a server that holds the corpus: the real walk, at the cases' own moment, with their
// metrics, and with the failures that they are about.
#pragma once

#include "corpus/server/case_groups.hpp"
#include "oomscan/model/options.hpp"
#include "oomscan/model/report.hpp"
#include "oomscan/ports/cluster_reader.hpp"

namespace oomscan::corpus {

// Throws std::exception if it cannot be set up; what then fails is in the report.
[[nodiscard]] ScanReport scan_group(const CaseGroup& group, const Cluster& cluster, Fleet& fleet, Strategy strategy);

}  // namespace oomscan::corpus
