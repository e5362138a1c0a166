// The two questions of chance that analysis asks. Pure functions, safe from any thread.
#pragma once

#include <cstdint>
#include <vector>

namespace oomscan::analyze {

// Were two counts of rare events drawn at the same rate? Exact conditional test (Przyborowski and Wilenski 1940): given
// their sum, the first is binomial with the share of its exposure. Two-sided: twice the smaller tail, at most 1.
// Exposures in any one unit, > 0; counts >= 0. 1 where nothing happened.
[[nodiscard]] double same_rate_p(std::int64_t count, double exposure, std::int64_t count_before,
                                 double exposure_before);

// How likely `count` or more events are in `exposure`, after `count_before` in `exposure_before`, if the rate did not
// change: the predictive distribution of a Poisson rate under Jeffreys' prior, a negative binomial (Gelman et al.,
// Bayesian Data Analysis, 2.6). The prior weighs half an event: a short past makes nothing certain.
// Exposures in any one unit, > 0; counts >= 0.
[[nodiscard]] double predictive_p(std::int64_t count, double exposure, std::int64_t count_before,
                                  double exposure_before);

// Benjamini and Hochberg 1995: for each p the smallest level of false discoveries at which it still is one. In the
// order of `p_values`.
[[nodiscard]] std::vector<double> false_discovery_levels(const std::vector<double>& p_values);

}  // namespace oomscan::analyze
