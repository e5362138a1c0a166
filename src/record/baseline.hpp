// What an earlier run says of the findings of a later one. Pure, safe from any thread.
#pragma once

#include <optional>
#include <vector>

#include "oomscan/model/report.hpp"
#include "oomscan/model/run_record.hpp"

namespace oomscan::record {

// For each of the report's findings, in their order: known if the earlier run has it, new if that run read its
// namespace completely; else nullopt. A cluster is the same by its id or by its server's address.
[[nodiscard]] std::vector<std::optional<Novelty>> novelty_against(const RunRecord& earlier, const ScanReport& report);

}  // namespace oomscan::record
