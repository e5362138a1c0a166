// Answers about the past as JSON, schema_version 1 (docs/schemas): members are only added. Groups stand in the order of
// the answer. The same answer gives the same bytes, in ASCII.
#pragma once

#include <ostream>
#include <vector>

#include "oomscan/model/analysis.hpp"
#include "oomscan/model/incident.hpp"
#include "oomscan/model/run_record.hpp"

namespace oomscan::exports {

void write_json(const Trends& trends, std::ostream& out);
void write_json(const Scores& scores, std::ostream& out);
void write_json(const Regressions& regressions, std::ostream& out);
void write_json(const Incidents& incidents, std::ostream& out);
void write_json(const std::vector<RunSummary>& runs, std::ostream& out);

// The same words as columns, those of nested objects joined by '_'; a row for each group. Without the days of trends
// and the parts of scores. RFC 4180, and no cell is a formula.
void write_csv(const Trends& trends, std::ostream& out);
void write_csv(const Scores& scores, std::ostream& out);
void write_csv(const Regressions& regressions, std::ostream& out);
void write_csv(const Incidents& incidents, std::ostream& out);
void write_csv(const std::vector<RunSummary>& runs, std::ostream& out);

}  // namespace oomscan::exports
