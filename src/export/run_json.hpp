// One remembered run as JSON, schema_version 1 (docs/schemas/run.schema.json): members are only added. The same run
// gives the same bytes, in ASCII.
#pragma once

#include <ostream>

#include "oomscan/model/run_record.hpp"

namespace oomscan::exports {

void write_json(const RunRecord& run, std::ostream& out);

// A row for each finding and each gap, told apart by the first column: what was not seen is no less a part of a run.
// RFC 4180, and no cell is a formula.
void write_csv(const RunRecord& run, std::ostream& out);

}  // namespace oomscan::exports
