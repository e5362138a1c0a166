// A Status object (meta/v1) in protobuf: the errors of an API server that was asked for protobuf.
// Pure, safe from any thread.
#pragma once

#include <optional>
#include <string_view>

#include "kube/door/api_status.hpp"

namespace oomscan::kube {

// nullopt: damaged, or not a Status.
[[nodiscard]] std::optional<ServerStatus> parse_protobuf_status(std::string_view body);

}  // namespace oomscan::kube
