// Answers about the past for a person: one line each, what hurts most first, and below the table what it cannot say.
// Foreign text is made printable. Errors of the stream are the caller's to check.
#pragma once

#include <cstddef>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "oomscan/model/analysis.hpp"
#include "oomscan/model/incident.hpp"
#include "oomscan/model/run_record.hpp"
#include "terminal/style.hpp"

namespace oomscan::terminal {

// How much past there is to answer from.
struct PastReach {
  std::optional<Timestamp> since;  // the first moment that was seen; nullopt: none was
  std::size_t runs = 0;
};

// `rows_max`: of a table; 0 means all. What is left out is counted.
void render_trends(const Trends& trends, const PastReach& past, std::size_t rows_max, const TerminalStyle& style,
                   std::ostream& out);
void render_scores(const Scores& scores, const PastReach& past, std::size_t rows_max, const TerminalStyle& style,
                   std::ostream& out);
void render_regressions(const Regressions& regressions, const PastReach& past, std::size_t rows_max,
                        const TerminalStyle& style, std::ostream& out);
void render_incidents(const Incidents& incidents, bool resolved_too, std::size_t rows_max, const TerminalStyle& style,
                      std::ostream& out);
void render_runs(const std::vector<RunSummary>& runs, Timestamp now, std::size_t rows_max, const TerminalStyle& style,
                 std::ostream& out);
void render_run(const RunRecord& run, const TerminalStyle& style, std::ostream& out);

}  // namespace oomscan::terminal
