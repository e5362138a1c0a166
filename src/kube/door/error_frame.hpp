// What error messages and hints of one session need to know.
#pragma once

#include <chrono>
#include <string>

#include "oomscan/model/cluster.hpp"
#include "oomscan/model/shell.hpp"

namespace oomscan::kube {

struct ErrorFrame {
  std::string tool;    // "oc"
  std::string server;  // "https://api.example:6443"; may be empty
  std::chrono::milliseconds request_timeout{45'000};
  // How the context's user logs in, and with what.
  Login login = Login::unknown;
  std::string login_program{};
  // The tool in this context, to be pasted into a shell: "oc --kubeconfig /x --context c"; empty: just the tool.
  std::string command{};

  [[nodiscard]] std::string shell_command() const {
    return command.empty() ? shell_quoted(tool).value_or("oc") : command;
  }
};

}  // namespace oomscan::kube
