// Reads runs and slices from the tables.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "oomscan/model/history.hpp"
#include "oomscan/model/result.hpp"
#include "oomscan/model/run_record.hpp"
#include "store/sql_connection.hpp"

namespace oomscan::store {

[[nodiscard]] Result<std::vector<RunSummary>> read_runs(SqlConnection& connection, std::size_t runs_max);

// not_found: no run has this id. Gaps of one kind have the detail of one of them.
[[nodiscard]] Result<RunRecord> read_run(SqlConnection& connection, const std::string& id);

}  // namespace oomscan::store
