// SQLite, in a file of this user's.
#pragma once

#include <memory>
#include <string>

#include "oomscan/model/result.hpp"
#include "store/sql_connection.hpp"

namespace oomscan::store {

// Opens or creates the file (0600); its directory is created (0700) if missing. Other processes may have it open: a
// writer waits for another for at most kBusyWait. ":memory:" is a database of its own that ends with the connection.
[[nodiscard]] Result<std::unique_ptr<SqlConnection>> open_sqlite(const std::string& path);

// A copy beside it, whole or not there. Overwrites `copy`.
[[nodiscard]] Result<void> back_up_sqlite(SqlConnection& connection, const std::string& copy);

}  // namespace oomscan::store
