// Which writes may be sent: pairs of verb and path, and nothing that only looks like one of them.
// Pure functions, safe from any thread.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "oomscan/ports/write_api.hpp"

namespace oomscan::kube {

// usage: a pattern that could mean more than it says.
[[nodiscard]] std::optional<Error> fault_of(const std::vector<AllowedWrite>& allowed);

// `path` may have a query. What stands for "*" is a name: no slash, dots alone or escape that a server could read as
// one.
[[nodiscard]] bool is_allowed(const std::vector<AllowedWrite>& allowed, WriteVerb verb, std::string_view path);

}  // namespace oomscan::kube
