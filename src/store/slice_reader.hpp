// Reads what analysis asks for.
#pragma once

#include "oomscan/model/history.hpp"
#include "oomscan/model/result.hpp"
#include "store/sql_connection.hpp"

namespace oomscan::store {

// In an order that depends on what is remembered alone, not on the database.
[[nodiscard]] Result<HistorySlice> read_slice(SqlConnection& connection, const Span& span);

}  // namespace oomscan::store
