#include "kube/door/proxy_child.hpp"

#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <sys/un.h>
#include <unistd.h>

#include "kube/client/tool_error.hpp"
#include "oomscan/model/text.hpp"

namespace oomscan::kube {
namespace {

constexpr std::string_view kListening = "Starting to serve on";
// Everything but GET: a list of what may be would have to be a negative one, which the tool's patterns cannot say.
constexpr std::string_view kRejectMethods = "--reject-methods=^([^G]|G[^E]|GE[^T]|GET.)";
// A GET can run commands, too. The tool's own default pattern also hits pods in a namespace called "pods".
constexpr std::string_view kRejectPaths =
    "--reject-paths=^/api/v1/namespaces/[^/]+/pods/[^/]+/(exec|attach|portforward)";
constexpr std::size_t kSocketPathBytesMax = sizeof(sockaddr_un::sun_path) - 1;

// "https://host:6443/k8s/clusters/c-1" (behind a management server): the proxy drops the path unless told.
bool has_path(std::string_view server) {
  const std::size_t scheme = server.find("://");
  const std::size_t slash = server.find('/', scheme == std::string_view::npos ? 0 : scheme + 3);
  return slash != std::string_view::npos && slash + 1 < server.size();
}

Error ended_early(RunningProcess& process, const ErrorFrame& frame, std::string_view printed) {
  Error error = failure_from_tool(process.error_output(), printed, frame).error;
  // A tool that fails here has not spoken to the cluster: an unknown complaint is about this machine.
  if (error.kind == ErrorKind::bad_answer) error.kind = ErrorKind::io;
  return error;
}

}  // namespace

ProxyChild::ProxyChild(std::unique_ptr<RunningProcess> process, std::string socket_path)
    : process_(std::move(process)), socket_path_(std::move(socket_path)) {}

ProxyChild::~ProxyChild() {
  process_->stop();
  unlink(socket_path_.c_str());  // a killed proxy leaves it behind
}

Result<std::unique_ptr<ProxyChild>> ProxyChild::start(const Tool& tool, const std::string& context,
                                                      std::string socket_path, const ErrorFrame& frame,
                                                      ProcessRunner& runner, Clock& clock, std::stop_token stop) {
  if (socket_path.size() > kSocketPathBytesMax) {
    return Error{ErrorKind::io, fmt::format("the path of its socket is too long: '{}'", printable(socket_path, 200)),
                 "set TMPDIR or XDG_RUNTIME_DIR to a shorter directory"};
  }
  std::vector<std::string> arguments{"proxy", "--unix-socket=" + socket_path, std::string(kRejectMethods),
                                     std::string(kRejectPaths)};
  if (has_path(frame.server)) arguments.emplace_back("--append-server-path");
  unlink(socket_path.c_str());
  auto process = runner.start(tool.command(context, std::move(arguments)));
  if (!process) return std::move(process).error();
  std::unique_ptr<ProxyChild> child(new ProxyChild(*std::move(process), std::move(socket_path)));

  const auto deadline = clock.steady_now() + kProxyStartTimeout;
  std::string printed;
  while (true) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - clock.steady_now());
    if (left.count() <= 0) break;
    auto line = child->process_->read_line(left, stop);
    if (!line) {
      if (line.error().kind == ErrorKind::not_found) return ended_early(*child->process_, frame, printed);
      if (line.error().kind == ErrorKind::timed_out) break;
      return std::move(line).error();
    }
    if (line->rfind(kListening, 0) == 0) return child;
    if (printed.empty()) printed = *std::move(line);
  }
  return Error{ErrorKind::timed_out,
               fmt::format("it did not listen within {} s",
                           std::chrono::duration_cast<std::chrono::seconds>(kProxyStartTimeout).count()),
               ""};
}

}  // namespace oomscan::kube
