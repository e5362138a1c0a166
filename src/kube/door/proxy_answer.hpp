// What an answer that came through `oc proxy` means: the API server's own, the proxy's, or that of something in
// between. Pure, safe from any thread.
#pragma once

#include <string>

#include "kube/door/error_frame.hpp"
#include "oomscan/ports/http_client.hpp"
#include "oomscan/ports/kube_api.hpp"

namespace oomscan::kube {

// 2xx is a response, everything else a failure with the words of whoever refused.
[[nodiscard]] KubeApi::Answer answer_from(HttpResponse response, const std::string& tool, const ErrorFrame& frame);

}  // namespace oomscan::kube
