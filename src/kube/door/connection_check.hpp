// Is anybody there, and who? Asked once when a session is opened, so that a cluster that does not answer is known as
// such before anything waits for it.
#pragma once

#include <stop_token>

#include "kube/door/error_frame.hpp"
#include "kube/door/server_version.hpp"
#include "oomscan/model/result.hpp"
#include "oomscan/ports/clock.hpp"
#include "oomscan/ports/kube_api.hpp"

namespace oomscan::kube {

// Asks for /version, up to `attempts` times, all within the time of one request. A version (unknown, if it refused to
// tell): the server answered. Otherwise unreachable, timed_out, unauthorized (401 means that the credentials are not
// known, whatever is asked for), or cancelled. Blocks.
[[nodiscard]] Result<ServerVersion> check_connection(KubeApi& api, int attempts, const ErrorFrame& frame, Clock& clock,
                                                     std::stop_token stop);

}  // namespace oomscan::kube
