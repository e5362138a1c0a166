#include "analyze/statistics.hpp"

#include <algorithm>
#include <cstddef>
#include <numeric>

#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/negative_binomial.hpp>

namespace oomscan::analyze {
namespace {

constexpr double kJeffreysEvents = 0.5;

}  // namespace

double same_rate_p(std::int64_t count, double exposure, std::int64_t count_before, double exposure_before) {
  const std::int64_t all = count + count_before;
  if (all == 0) return 1;
  const boost::math::binomial_distribution<double> chance(static_cast<double>(all),
                                                          exposure / (exposure + exposure_before));
  const double at_most = boost::math::cdf(chance, static_cast<double>(count));
  const double at_least =
      count == 0 ? 1 : boost::math::cdf(boost::math::complement(chance, static_cast<double>(count - 1)));
  return std::min(1.0, 2 * std::min(at_most, at_least));
}

double predictive_p(std::int64_t count, double exposure, std::int64_t count_before, double exposure_before) {
  if (count == 0) return 1;
  const boost::math::negative_binomial_distribution<double> chance(kJeffreysEvents + static_cast<double>(count_before),
                                                                   exposure_before / (exposure_before + exposure));
  return boost::math::cdf(boost::math::complement(chance, static_cast<double>(count - 1)));
}

std::vector<double> false_discovery_levels(const std::vector<double>& p_values) {
  std::vector<std::size_t> order(p_values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return p_values[a] < p_values[b]; });
  std::vector<double> levels(p_values.size(), 1.0);
  double smallest = 1;
  for (std::size_t rank = order.size(); rank > 0; --rank) {
    const std::size_t i = order[rank - 1];
    smallest = std::min(smallest, p_values[i] * static_cast<double>(p_values.size()) / static_cast<double>(rank));
    levels[i] = smallest;
  }
  return levels;
}

}  // namespace oomscan::analyze
