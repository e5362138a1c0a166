// Namespaces, cut into what one pair of queries asks about. Pure functions, safe from any thread.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "prometheus/fact_queries.hpp"

namespace oomscan::prometheus {

// In the given order, at most `per_batch` (at least 1) each, and fewer where a target of the batch would be over
// target_bytes_max (QueryApi). One namespace is never cut. So there are
// namespaces / per_batch (rounded up) batches as long as names are of usual length, and never more than namespaces.
[[nodiscard]] std::vector<std::vector<std::string>> namespace_batches(const std::vector<std::string>& namespaces,
                                                                      std::size_t per_batch, const QueryFrame& frame,
                                                                      Dating dating, const SeriesForm& form,
                                                                      std::size_t target_bytes_max);

}  // namespace oomscan::prometheus
