// Incidents, kept up to date with the runs that are recorded. They follow from all runs of a cluster in the order of
// their ids, whatever the order in which these were recorded: a run that comes late is judged again with all that came
// after it. Within a transaction of the caller's.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "oomscan/model/result.hpp"
#include "oomscan/model/run_record.hpp"
#include "store/run_writer.hpp"
#include "store/sql_connection.hpp"

namespace oomscan::store {

// What `written` parts of `run` change. Without a judge, and for an imported run that comes late, the clusters are left
// to settle_incidents: whoever imports a hundred old runs does not want them judged a hundred times.
[[nodiscard]] Result<std::vector<IncidentStep>> judge_written(SqlConnection& connection, const RunRecord& run,
                                                              const std::vector<WrittenCluster>& written,
                                                              const IncidentJudge& judge);

// False: settle_incidents has nothing to do.
[[nodiscard]] Result<bool> has_unsettled(SqlConnection& connection);

// Judges anew the clusters that are left over.
[[nodiscard]] Result<void> settle_incidents(SqlConnection& connection, const IncidentJudge& judge);

// Keeps the incidents as they were before the run `until` (an id), for its findings and those before are to be removed.
[[nodiscard]] Result<void> keep_base(SqlConnection& connection, const std::string& until, const IncidentJudge& judge);

}  // namespace oomscan::store
