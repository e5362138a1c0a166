// One `oc proxy` on a unix socket: a local door to one cluster that lets through what it is told to, reading by
// default, and nothing else. Invariant: the child ends, and its socket file is gone, when this is destroyed.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "kube/client/tool.hpp"
#include "kube/door/error_frame.hpp"
#include "oomscan/model/result.hpp"
#include "oomscan/ports/clock.hpp"
#include "oomscan/ports/process_runner.hpp"

namespace oomscan::kube {

// What a proxy lets through, as options of the tool.
using ProxyFilters = std::vector<std::string>;
// GET, but nothing that runs a command or opens a connection.
[[nodiscard]] ProxyFilters reading_only();
// This method, and paths that one of the patterns describes (see AllowedWrite).
[[nodiscard]] ProxyFilters only(std::string_view method, const std::vector<std::string>& path_patterns);

// Thread-safe.
class ProxyChild {
 public:
  // Blocks until the proxy listens. `socket_path`: in a directory that only this user can enter, and that exists.
  // A proxy that listens proves nothing about the cluster. Errors: those of the runner; timed_out, cancelled; what the
  // tool said when it ended (config, unauthorized, io).
  static Result<std::unique_ptr<ProxyChild>> start(const Tool& tool, const std::string& context,
                                                   std::string socket_path, const ProxyFilters& filters,
                                                   const ErrorFrame& frame, ProcessRunner& runner, Clock& clock,
                                                   std::stop_token stop);
  ~ProxyChild();
  ProxyChild(const ProxyChild&) = delete;
  ProxyChild& operator=(const ProxyChild&) = delete;

  [[nodiscard]] const std::string& socket_path() const { return socket_path_; }
  [[nodiscard]] bool ended() { return process_->ended().has_value(); }

 private:
  ProxyChild(std::unique_ptr<RunningProcess> process, std::string socket_path);

  std::unique_ptr<RunningProcess> process_;
  std::string socket_path_;
};

// How long a proxy may take to say that it listens. It does not contact the cluster for that.
inline constexpr std::chrono::milliseconds kProxyStartTimeout{15'000};

}  // namespace oomscan::kube
