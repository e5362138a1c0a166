// Writes a run's parts into the tables. Within a transaction of the caller's.
#pragma once

#include <cstdint>

#include "oomscan/model/result.hpp"
#include "oomscan/model/run_record.hpp"
#include "store/sql_connection.hpp"

namespace oomscan::store {

// Adds the clusters of `run` that are not recorded under its id yet; how many those were.
[[nodiscard]] Result<std::size_t> write_run(SqlConnection& connection, const RunRecord& run);

}  // namespace oomscan::store
