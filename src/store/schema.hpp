// The tables of a history, and how an older one is brought up to date. What they mean: docs/HISTORY_STORE.md.
#pragma once

#include <functional>

#include "oomscan/model/result.hpp"
#include "store/sql_connection.hpp"

namespace oomscan::store {

// Rises with every change to the tables.
inline constexpr int kSchemaVersion = 2;

// Makes the tables, or brings those of an older version up to date, in one transaction. `before_upgrade` is called
// first where there are data to lose. bad_answer: the tables are of a newer version, and are left alone.
[[nodiscard]] Result<void> prepare_schema(SqlConnection& connection,
                                          const std::function<Result<void>()>& before_upgrade);

}  // namespace oomscan::store
