// The contexts of a kubeconfig, as the tool itself reads it.
// Invariant: no credential enters this program: never `--raw`, and what the tool printed never goes into an error or
// log (the env of an exec plug-in is not redacted).
#pragma once

#include <chrono>
#include <stop_token>
#include <string_view>
#include <vector>

#include "kube/client/tool.hpp"
#include "oomscan/model/cluster.hpp"
#include "oomscan/model/result.hpp"
#include "oomscan/ports/process_runner.hpp"

namespace oomscan::kube {

// `json`: what `config view -o json` prints (kubectl 1.20 to 1.34, oc). In its order. A context that refers to a
// missing cluster has an empty server. config: not JSON, or no context at all.
[[nodiscard]] Result<std::vector<Context>> parse_contexts(std::string_view json);

// Blocks for at most `timeout`. Errors as above; those of the runner; timed_out, cancelled.
[[nodiscard]] Result<std::vector<Context>> read_contexts(const Tool& tool, ProcessRunner& runner,
                                                         std::chrono::milliseconds timeout, std::stop_token stop);

}  // namespace oomscan::kube
