// The command-line tool that holds all credentials: `oc`, or `kubectl`, which speaks the same language.
// Invariant: every child of this room is `<tool> [--kubeconfig F] [--context C] ...`, an argument list, never a shell.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "oomscan/model/result.hpp"
#include "oomscan/ports/process_runner.hpp"

namespace oomscan::kube {

// A value; safe to copy and to use from any thread.
struct Tool {
  std::string path;        // absolute, or relative to the working directory if the user gave it so
  std::string name;        // "oc": for messages
  std::string kubeconfig;  // empty: the tool's own rules

  // `context` empty: the current one.
  [[nodiscard]] CommandLine command(std::string_view context, std::vector<std::string> arguments) const;
};

// `wanted`: the user's choice (a path, or a name looked up in `search_path`), or empty for oc, then kubectl.
// `search_path` is what $PATH holds. not_found, or local_permission when it is not executable.
[[nodiscard]] Result<Tool> find_tool(const std::string& wanted, std::string_view search_path, std::string kubeconfig);

}  // namespace oomscan::kube
