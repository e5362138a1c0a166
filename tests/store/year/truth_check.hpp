// What the answers must be, from the truth of a synthetic year alone; and how far those given are from it.
#pragma once

#include <string>
#include <vector>

#include "oomscan/model/analysis.hpp"
#include "oomscan/model/incident.hpp"
#include "store/year/synthetic_year.hpp"

namespace oomscan::year {

struct Verdict {
  std::vector<std::string> wrong;  // a line each; at most kWrongMax
  std::int64_t compared = 0;
  std::int64_t arrows = 0;        // of rows by namespace
  std::int64_t wrong_arrows = 0;  // of places where nothing changed
  std::int64_t changed = 0;       // places that rose or fell, and were seen enough to show it
  std::int64_t changed_found = 0;
  std::int64_t false_regressions = 0;  // "more" of a container where nothing changed
  std::int64_t unchanged = 0;          // such containers that failed in the window
};

// Over a week, by namespace.
void check_trends(const SyntheticYear& year, const Trends& given, Verdict& verdict);
void check_scores(const SyntheticYear& year, const Scores& given, Verdict& verdict);
void check_regressions(const SyntheticYear& year, const Regressions& given, Verdict& verdict);
// With default settings.
void check_incidents(const SyntheticYear& year, const std::vector<Incident>& given, Verdict& verdict);

}  // namespace oomscan::year
