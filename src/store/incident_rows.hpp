// Incidents in their table.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "oomscan/model/incident.hpp"
#include "oomscan/model/result.hpp"
#include "store/sql_connection.hpp"

namespace oomscan::store {

inline constexpr std::string_view kIncidents = "incident";
// As they were after the newest run whose details are pruned.
inline constexpr std::string_view kIncidentBase = "incident_base";

// By fingerprint. `condition` is SQL about the tables `subject` and `cluster`: "TRUE".
[[nodiscard]] Result<std::vector<Incident>> read_incidents(SqlConnection& connection, std::string_view table,
                                                           const std::string& condition);

// Each replaces the one with its fingerprint. Its subject must be there.
[[nodiscard]] Result<void> write_incidents(SqlConnection& connection, std::string_view table,
                                           const std::vector<Incident>& incidents);

// Remembers that `run` resolved them: an incident that is opened again forgets it.
[[nodiscard]] Result<void> write_resolutions(SqlConnection& connection, const std::string& run,
                                             const std::vector<IncidentStep>& steps);

// Counts the failures of each in its round: opened_at, last_failure_at and failures, from all that is remembered.
[[nodiscard]] Result<void> count_failures(SqlConnection& connection, std::vector<Incident*> incidents);

}  // namespace oomscan::store
