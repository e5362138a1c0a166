// Which Prometheus the options ask for.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "app/commands.hpp"
#include "oomscan/model/cluster.hpp"
#include "oomscan/model/result.hpp"
#include "oomscan/ports/metrics_reader.hpp"

namespace oomscan::app {

// nullptr: none is to be asked.
[[nodiscard]] std::unique_ptr<MetricsSource> metrics_source(const Job& job);

// usage: one Prometheus is named for several clusters; it does not say which cluster its series are of.
[[nodiscard]] std::optional<Error> prometheus_of_many(const Options& options, const std::vector<Cluster>& clusters);

}  // namespace oomscan::app
