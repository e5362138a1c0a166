// The contexts of a kubeconfig, as the tool itself reads it.
// Invariant: no credential enters this program: never `--raw`, and what the tool printed never goes into an error or
// log (the env of an exec plug-in is not redacted); what it complained of does, without what it quotes.
#pragma once

#include <chrono>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "kube/client/tool.hpp"
#include "oomscan/model/cluster.hpp"
#include "oomscan/model/result.hpp"
#include "oomscan/ports/process_runner.hpp"

namespace oomscan::kube {

// `json`: what `config view -o json` prints (kubectl 1.20 to 1.34, oc). In its order. A context that refers to a
// missing cluster has an empty server. There may be none. config: not JSON.
[[nodiscard]] Result<std::vector<Context>> parse_contexts(std::string_view json);

// What it prints. Blocks for at most `timeout`. config, with the tool's own words: the file cannot be read or
// understood; io: the tool itself failed; errors of the runner; timed_out, cancelled.
[[nodiscard]] Result<std::string> view_kubeconfig(const Tool& tool, ProcessRunner& runner,
                                                  std::chrono::milliseconds timeout, std::stop_token stop);

// Both.
[[nodiscard]] Result<std::vector<Context>> read_contexts(const Tool& tool, ProcessRunner& runner,
                                                         std::chrono::milliseconds timeout, std::stop_token stop);

}  // namespace oomscan::kube
