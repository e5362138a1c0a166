// Incidents in their table.
#pragma once

#include <string>
#include <vector>

#include "oomscan/model/incident.hpp"
#include "oomscan/model/result.hpp"
#include "store/sql_connection.hpp"

namespace oomscan::store {

// By fingerprint. `condition` is SQL about the table `incident`: "TRUE".
[[nodiscard]] Result<std::vector<Incident>> read_incidents(SqlConnection& connection, const std::string& condition);

// Each replaces the one with its fingerprint. Its subject must be there.
[[nodiscard]] Result<void> write_incidents(SqlConnection& connection, const std::vector<Incident>& incidents);

}  // namespace oomscan::store
