// Is anybody there? Asked once when a session is opened, so that a cluster that does not answer is known as such before
// anything waits for it.
#pragma once

#include <optional>
#include <stop_token>

#include "kube/error_frame.hpp"
#include "oomscan/model/result.hpp"
#include "oomscan/ports/clock.hpp"
#include "oomscan/ports/kube_api.hpp"

namespace oomscan::kube {

// Asks for /version, up to `attempts` times, all within the time of one request. nullopt: the server answered, if only
// to refuse. Otherwise unreachable, timed_out, unauthorized (401 means that the credentials are not known, whatever is
// asked for), or cancelled. Blocks.
[[nodiscard]] std::optional<Error> first_contact(KubeApi& api, int attempts, const ErrorFrame& frame, Clock& clock,
                                                 std::stop_token stop);

}  // namespace oomscan::kube
