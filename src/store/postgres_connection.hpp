// PostgreSQL, through libpq: its own words for addresses, passwords and TLS (PGHOST, PGPASSFILE, sslmode, ...).
#pragma once

#include <memory>
#include <string>

#include "oomscan/model/result.hpp"
#include "store/sql_connection.hpp"

namespace oomscan::store {

// `url` as libpq reads it ("postgresql://user@host/database?sslmode=verify-full"). Never repeated in an error: it may
// hold a password.
[[nodiscard]] Result<std::unique_ptr<SqlConnection>> open_postgres(const std::string& url);

// The address without password and parameters, for people.
[[nodiscard]] std::string postgres_place(const std::string& url);

}  // namespace oomscan::store
