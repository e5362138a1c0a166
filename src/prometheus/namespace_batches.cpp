#include "prometheus/namespace_batches.hpp"

#include <algorithm>
#include <utility>

namespace oomscan::prometheus {
namespace {

// Longest values of what else stands in a target, so that a batch fits whatever the time and the timeout.
constexpr Seconds kLongestTimeout{999'999'999};

bool fits(const std::vector<std::string>& batch, const QueryFrame& frame, Dating dating, std::size_t prefix_bytes) {
  const std::size_t longest =
      std::max(range_target(termination_query(batch, frame, dating), frame, kLongestTimeout, "").size(),
               range_target(loop_and_kill_query(batch, frame, dating), frame, kLongestTimeout, "").size());
  return prefix_bytes + longest <= kTargetBytesMax;
}

}  // namespace

std::vector<std::vector<std::string>> namespace_batches(const std::vector<std::string>& namespaces,
                                                        std::size_t per_batch, const QueryFrame& frame, Dating dating,
                                                        std::size_t prefix_bytes) {
  std::vector<std::vector<std::string>> batches;
  for (std::size_t next = 0; next < namespaces.size();) {
    const std::size_t count = std::min(std::max<std::size_t>(per_batch, 1), namespaces.size() - next);
    std::vector<std::string> batch(namespaces.begin() + static_cast<std::ptrdiff_t>(next),
                                   namespaces.begin() + static_cast<std::ptrdiff_t>(next + count));
    while (batch.size() > 1 && !fits(batch, frame, dating, prefix_bytes)) batch.pop_back();
    next += batch.size();
    batches.push_back(std::move(batch));
  }
  return batches;
}

}  // namespace oomscan::prometheus
