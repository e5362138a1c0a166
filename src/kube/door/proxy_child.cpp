#include "kube/door/proxy_child.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <sys/un.h>
#include <unistd.h>

#include "kube/client/tool_error.hpp"
#include "kube/client/tool_version.hpp"
#include "oomscan/model/text.hpp"

namespace oomscan::kube {
namespace {

constexpr std::string_view kListening = "Starting to serve on";
// A GET can run commands, too. The tool's own default pattern also hits pods in a namespace called "pods".
constexpr std::string_view kRejectPaths =
    "--reject-paths=^/api/v1/namespaces/[^/]+/pods/[^/]+/(exec|attach|portforward)";
constexpr std::size_t kSocketPathBytesMax = sizeof(sockaddr_un::sun_path) - 1;

// What a proxy may say of itself, not of the context: another way may then work.
constexpr std::array<std::string_view, 6> kOfItself{"listen",          "bind",  "unix-socket", "reject-",
                                                    "unknown command", "socket"};
constexpr std::string_view kAppendPath = "--append-server-path";

// Everything but this word: the tool knows only what to reject, and its patterns cannot say "not".
std::string rejecting_all_but(std::string_view method) {
  std::string pattern = "--reject-methods=^(";
  for (std::size_t i = 0; i < method.size(); ++i) {
    pattern += fmt::format("{}[^{}]|", method.substr(0, i), method[i]);
    if (i > 0) pattern += fmt::format("{}$|", method.substr(0, i));
  }
  return pattern += fmt::format("{}.)", method);
}

// A pattern's segments, of which only "*" has a meaning.
std::string as_regular_expression(std::string_view path_pattern) {
  std::string expression = "^";
  for (const char letter : path_pattern) {
    if (letter == '*') {
      expression += "[^/]+";
    } else if (std::isalnum(static_cast<unsigned char>(letter)) != 0 || letter == '/' || letter == '-') {
      expression += letter;
    } else {
      expression += fmt::format("\\x{{{:02x}}}", static_cast<unsigned char>(letter));
    }
  }
  return expression + "$";
}

Error ended_early(RunningProcess& process, const ErrorFrame& frame, std::string_view printed) {
  Error error = failure_from_tool(process.error_output(), printed, frame).error;
  const auto says = [&process](std::string_view part) {
    return process.error_output().find(part) != std::string::npos;
  };
  // No other way is safe then: see tool_version.hpp.
  if (says(kAppendPath)) return Error{ErrorKind::config, error.message, std::string(kPathRemedy)};
  // A tool that fails here has not spoken to the cluster: an unknown complaint is about this machine.
  if (error.kind == ErrorKind::bad_answer) error.kind = ErrorKind::io;
  if (error.kind == ErrorKind::config && std::any_of(kOfItself.begin(), kOfItself.end(), says)) {
    return Error{ErrorKind::io, error.message, ""};
  }
  return error;
}

}  // namespace

ProxyFilters reading_only() { return {rejecting_all_but("GET"), std::string(kRejectPaths)}; }

ProxyFilters only(std::string_view method, const std::vector<std::string>& path_patterns) {
  std::string accepted = "--accept-paths=";
  for (const std::string& pattern : path_patterns) {
    if (accepted.back() != '=') accepted += ',';  // the tool splits at commas
    accepted += as_regular_expression(pattern);
  }
  // Its default would still reject some paths; what may be done is said above, and that is all.
  return {rejecting_all_but(method), accepted, "--reject-paths=^$"};
}

ProxyChild::ProxyChild(std::unique_ptr<RunningProcess> process, std::string socket_path)
    : process_(std::move(process)), socket_path_(std::move(socket_path)) {}

ProxyChild::~ProxyChild() {
  process_->stop();
  unlink(socket_path_.c_str());  // a killed proxy leaves it behind
}

Result<std::unique_ptr<ProxyChild>> ProxyChild::start(const Tool& tool, const std::string& context,
                                                      std::string socket_path, const ProxyFilters& filters,
                                                      const ErrorFrame& frame, ProcessRunner& runner, Clock& clock,
                                                      std::stop_token stop) {
  if (socket_path.size() > kSocketPathBytesMax) {
    return Error{ErrorKind::io, fmt::format("the path of its socket is too long: '{}'", printable(socket_path, 200)),
                 "set TMPDIR or XDG_RUNTIME_DIR to a shorter directory"};
  }
  std::vector<std::string> arguments{"proxy", "--unix-socket=" + socket_path};
  arguments.insert(arguments.end(), filters.begin(), filters.end());
  // The proxy drops the path of the server's address unless told.
  if (has_path(frame.server)) arguments.emplace_back(kAppendPath);
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
