// Failures before the API server could say anything: what client-go, inside `oc`, says about them. Its words reach us
// as the proxy's own 500 text/plain, and after "Unable to connect to the server: " from `get --raw`. Seen with
// kubectl 1.20 and 1.34. Pure functions, safe from any thread.
#pragma once

#include <optional>
#include <string_view>

#include "kube/door/error_frame.hpp"
#include "oomscan/ports/kube_api.hpp"

namespace oomscan::kube {

// nullopt: not a text that is known to come from client-go.
[[nodiscard]] std::optional<ApiFailure> failure_from_client_text(std::string_view text, const ErrorFrame& frame);

}  // namespace oomscan::kube
