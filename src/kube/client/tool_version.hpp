// Which Kubernetes a client is made of, and what follows for servers whose address has a path.
//
// Behind a management server (https://host/k8s/clusters/c-1) the address without its path is another cluster: a way on
// which a client drops the path must not be taken at all.
#pragma once

#include <chrono>
#include <stop_token>
#include <string>
#include <string_view>

#include "kube/client/tool.hpp"
#include "oomscan/ports/process_runner.hpp"

namespace oomscan::kube {

struct ToolVersion {
  int minor = 0;       // of Kubernetes 1; 0: unknown
  std::string text{};  // as the tool calls itself: "v1.20.2"; empty: unknown
  // It runs others of its kind, chosen by the server's version (gcloud's kubectl): what it can do is what the oldest of
  // them can.
  bool dispatches = false;

  // `proxy --append-server-path`: kubectl 1.23 (pkg/cmd/proxy), oc 4.10. An unknown one says so itself when asked to.
  [[nodiscard]] bool proxy_keeps_path() const { return minor == 0 || minor >= 23; }
  // `get --raw` puts the path of the address before what is asked for since client-go 0.34 (rest/request.go): kubectl
  // 1.34, oc 4.21. Before that nothing is said: so an unknown one is not trusted with it.
  [[nodiscard]] bool raw_keeps_path() const { return minor >= 34 && !dispatches; }
};

// From what `version --client -o json` prints. oc 4.N is made of Kubernetes 1.(N + 13). Pure.
[[nodiscard]] ToolVersion parse_tool_version(std::string_view json);

// Blocks for at most `timeout`. Unknown if it does not tell.
[[nodiscard]] ToolVersion ask_tool_version(const Tool& tool, ProcessRunner& runner, std::chrono::milliseconds timeout,
                                           std::stop_token stop);

inline constexpr std::string_view kPathRemedy =
    "use kubectl 1.23 or newer, or oc 4.10 or newer (with --transport exec: kubectl 1.34, oc 4.21); name it with --oc "
    "PATH";

// "https://host:6443/k8s/clusters/c-1"
[[nodiscard]] bool has_path(std::string_view server);

}  // namespace oomscan::kube
