// OOM_SCAN_<FLAG> variables → settings. An empty variable counts as not set.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "cli/settings.hpp"

namespace oomscan::cli {

using EnvironmentLookup = std::function<std::optional<std::string>(const std::string& name)>;

[[nodiscard]] Layer read_environment(const EnvironmentLookup& lookup);

}  // namespace oomscan::cli
