// When an incident opens and resolves: a pure function of what was known and what one run says. Safe from any thread.
#pragma once

#include "oomscan/model/incident.hpp"

namespace oomscan::analyze {

// The incident after a run. `before` is what the runs before led to; of a subject without an incident it has the
// subject and an empty `last_run`. A run that is not newer than `before.last_run` changes nothing: recorded twice, late
// or by two processes, it neither opens nor resolves again.
// Never resolves on anything but having been seen healthy.
[[nodiscard]] IncidentStep after_run(const Incident& before, const IncidentSighting& seen,
                                     const IncidentSettings& settings);

}  // namespace oomscan::analyze
