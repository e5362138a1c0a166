// The command-line tool that holds all credentials: `oc`, or `kubectl`, which speaks the same language.
// Invariant: every child of this room is `<tool> [--kubeconfig F] [--context C] ...`, an argument list, never a shell.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "oomscan/model/cluster.hpp"
#include "oomscan/model/result.hpp"
#include "oomscan/ports/process_runner.hpp"

namespace oomscan::kube {

// A value; safe to copy and to use from any thread.
struct Tool {
  std::string path;        // absolute, or relative to the working directory if the user gave it so
  std::string name;        // "oc": for messages
  std::string kubeconfig;  // empty: the tool's own rules
  bool by_path = false;    // the user gave a path: its name alone may mean another program, or none

  // `context` empty: the current one.
  [[nodiscard]] CommandLine command(std::string_view context, std::vector<std::string> arguments) const;
  // Its beginning, to be pasted into a POSIX shell: "oc --kubeconfig /x --context c".
  [[nodiscard]] std::string shell_command(std::string_view context) const;
};

// The name by which the tool knows a context; empty for what it takes by itself.
[[nodiscard]] inline std::string name_for_tool(const Context& context) {
  return context.of_service_account ? std::string{} : context.name;
}

// `wanted`: the user's choice (a path, or a name looked up in `search_path`), or empty for oc, then kubectl.
// `search_path` is what $PATH holds. not_found, or local_permission when it is not executable.
[[nodiscard]] Result<Tool> find_tool(const std::string& wanted, std::string_view search_path, std::string kubeconfig);

}  // namespace oomscan::kube
