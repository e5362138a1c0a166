// What a failed `oc`/`kubectl` command means, from how it ended and what it wrote to stderr.
// Pure functions, safe from any thread.
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

#include "kube/door/error_frame.hpp"
#include "oomscan/model/result.hpp"
#include "oomscan/ports/kube_api.hpp"
#include "oomscan/ports/process_runner.hpp"

namespace oomscan::kube {

// A child that did not come to its own end: timed_out, cancelled, bad_answer (too much output), io (killed).
// nullopt: it exited.
[[nodiscard]] std::optional<Error> abnormal_end(const ProcessOutcome& outcome, std::string_view tool,
                                                std::chrono::milliseconds timeout);

// A child that exited with another code than 0. `out` is looked at for a password prompt only.
[[nodiscard]] ApiFailure failure_from_tool(std::string_view err, std::string_view out, const ErrorFrame& frame);

}  // namespace oomscan::kube
