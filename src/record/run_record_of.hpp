// A scan as it is remembered. Pure, safe from any thread.
#pragma once

#include <string>
#include <vector>

#include "oomscan/model/report.hpp"
#include "oomscan/model/run_record.hpp"
#include "oomscan/model/time.hpp"

namespace oomscan::record {

struct RunFacts {
  std::vector<std::string> types_needed;  // that trends count: a run that did not look for all of them saw none
  Timestamp finished_at{};
};

// `report` has passed the redactor, whatever --no-redact says of what is shown. Clusters that were not seen are in it,
// too, with their gaps. Contexts of one cluster are one: what either saw was seen.
[[nodiscard]] RunRecord run_record_of(const ScanReport& report, const RunFacts& facts);

// The finding's place under which it is remembered: a CronJob for its Jobs, a Deployment for its ReplicaSets.
[[nodiscard]] Subject subject_of(const Finding& finding);

}  // namespace oomscan::record
