// The bearer token of a context's session, for doors that the tool does not open (a Prometheus route).
// Invariant: the token is in memory only, of this program for one request; no error, log or artifact ever holds it.
#pragma once

#include <chrono>
#include <stop_token>
#include <string>

#include "kube/client/tool.hpp"
#include "oomscan/model/result.hpp"
#include "oomscan/ports/process_runner.hpp"

namespace oomscan::kube {

// `oc --context C whoami -t`. unauthorized: there is none (client certificate, or not logged in); timed_out, io,
// cancelled as the child ended. What is left of it here is wiped; the caller wipes the result.
[[nodiscard]] Result<std::string> read_token(const Tool& tool, const std::string& context, ProcessRunner& runner,
                                             std::chrono::milliseconds timeout, std::stop_token stop);

}  // namespace oomscan::kube
