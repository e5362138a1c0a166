// What one run says about every incident and every failing subject. Pure, safe from any thread.
#pragma once

#include <vector>

#include "oomscan/model/incident.hpp"
#include "oomscan/model/run_record.hpp"

namespace oomscan::analyze {

// The incidents that `run` changes or says something about. `before`: at least every incident that is not resolved, and
// those of the run's subjects. Of clusters that are not in `run` nothing is said: a run may be recorded in parts.
// A subject is failing where one of its pods has an active finding that is confirmed or
// probable; healthy where none has one and its namespace was completely read by a run that was not interrupted.
[[nodiscard]] std::vector<IncidentStep> judge_run(const RunRecord& run, const std::vector<Incident>& before,
                                                  const IncidentSettings& settings);

}  // namespace oomscan::analyze
