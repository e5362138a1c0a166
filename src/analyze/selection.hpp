// A part of the past: some places of it. Pure, safe from any thread.
#pragma once

#include <functional>
#include <string>

#include "oomscan/model/history.hpp"

namespace oomscan::analyze {

using SelectsPlace = std::function<bool(const HistorySlice::Cluster& cluster, const std::string& namespace_name)>;

// What happened, and was seen, in the places that `selects` takes. Clusters and subjects stay, so that indices do.
[[nodiscard]] HistorySlice selected(HistorySlice slice, const SelectsPlace& selects);

}  // namespace oomscan::analyze
