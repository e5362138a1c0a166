#include "kube/client/tool_error.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "kube/client/client_error.hpp"
#include "kube/client/client_words.hpp"
#include "kube/client/login_hint.hpp"
#include "kube/door/server_status.hpp"
#include "oomscan/model/shell.hpp"
#include "oomscan/model/text.hpp"

namespace oomscan::kube {
namespace {

constexpr std::size_t kReasonBytesMax = 300;
constexpr std::string_view kFromServer = "Error from server";
constexpr std::string_view kNoConnection = "Unable to connect to the server: ";
constexpr std::string_view kRefused = "The connection to the server ";
constexpr std::string_view kNotLoggedIn = "You must be logged in to the server";
constexpr std::string_view kPrompt = "Please enter ";
constexpr std::string_view kError = "error: ";
// As cobra, the command line's library, says it; the next line only points to the help.
constexpr std::string_view kUsageError = "Error: ";
constexpr std::string_view kInConfiguration = "Error in configuration:";
// A Go program that crashed: pages of addresses follow.
constexpr std::string_view kFatal = "fatal error: ";
constexpr std::string_view kPanic = "panic: ";

// Words of the tool about the kubeconfig, not about the cluster.
constexpr std::array<std::string_view, 7> kConfigTroubles{
    "error loading config file", "unable to read certificate-authority", "unable to read client-", "stat ",
    "invalid configuration:",    "to use exec authentication plugin",    "current-context"};

// A complaint of any other sort comes before a request, unless it speaks of one or of what a server said.
constexpr std::array<std::string_view, 4> kOfARequest{"the server", "Get \"", "server gave", "response"};

std::string_view without_prefix(std::string_view text, std::string_view prefix) {
  return text.rfind(prefix, 0) == 0 ? text.substr(prefix.size()) : text;
}

// The line that says what went wrong; klog's lines and warnings stand before it.
std::string_view telling_line(std::string_view err) {
  std::string_view last;
  while (!err.empty()) {
    const std::size_t end = err.find('\n');
    std::string_view line = err.substr(0, end);
    err = end == std::string_view::npos ? std::string_view{} : err.substr(end + 1);
    if (line.rfind(kFromServer, 0) == 0 || line.rfind(kNoConnection, 0) == 0 || line.rfind(kRefused, 0) == 0 ||
        line.rfind(kError, 0) == 0 || line.rfind(kUsageError, 0) == 0 || line.rfind(kFatal, 0) == 0 ||
        line.rfind(kPanic, 0) == 0) {
      return line;
    }
    // The troubles follow one by one, each after "* ".
    if (line.rfind(kInConfiguration, 0) == 0) return without_prefix(err.substr(0, err.find('\n')), "* ");
    if (!line.empty()) last = line;
  }
  return last;
}

bool contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

// "Error from server (Forbidden): pods is forbidden: ..." or, without a reason, "Error from server: ..."
ServerStatus status_from_line(std::string_view line) {
  line.remove_prefix(kFromServer.size());
  ServerStatus status;
  if (line.rfind(" (", 0) == 0) {
    const std::size_t close = line.find("): ");
    if (close != std::string_view::npos) {
      status.reason = std::string(line.substr(2, close - 2));
      status.message = std::string(line.substr(close + 3));
      return status;
    }
  }
  status.message = std::string(line.rfind(": ", 0) == 0 ? line.substr(2) : line);
  return status;
}

ApiFailure failure_from_server_line(std::string_view line, const ErrorFrame& frame) {
  ServerStatus status = status_from_line(line);
  if (status.reason.empty()) {
    // Some ways through the tool lose the reason, but not the words.
    if (contains(status.message, "too old resource version") || contains(status.message, "parameter is too old")) {
      status.reason = "Expired";
    } else {
      status.reason = "InternalError";
    }
  }
  return failure_from(status, frame);
}

}  // namespace

std::optional<Error> abnormal_end(const ProcessOutcome& outcome, std::string_view tool,
                                  std::chrono::milliseconds timeout) {
  switch (outcome.end) {
    case ProcessEnd::exited:
      return std::nullopt;
    case ProcessEnd::timed_out: {
      ErrorFrame frame;
      frame.request_timeout = timeout;
      return no_answer(frame);
    }
    case ProcessEnd::stopped:
      return Error{ErrorKind::cancelled, "stopped", ""};
    case ProcessEnd::too_much_output:
      return Error{ErrorKind::bad_answer, "the answer is longer than this program accepts", ""};
    case ProcessEnd::too_much_memory:
      return Error{ErrorKind::memory_limit,
                   fmt::format("'{}' took more than {} MiB of memory for the answer", tool, kChildMemoryBytesMax >> 20),
                   "what this server sends is not what an API server should"};
    case ProcessEnd::signalled:
      return Error{ErrorKind::io, fmt::format("'{}' was killed by signal {}", tool, outcome.code), ""};
  }
  return Error{ErrorKind::io, fmt::format("'{}' ended in an unknown way", tool), ""};
}

ApiFailure failure_from_tool(std::string_view err, std::string_view out, const ErrorFrame& frame) {
  const std::string_view line = telling_line(err);
  ApiFailure failure;
  Error& error = failure.error;
  if (line.rfind(kFromServer, 0) == 0) return failure_from_server_line(line, frame);
  if (line.rfind(kFatal, 0) == 0 || line.rfind(kPanic, 0) == 0) {
    error = {ErrorKind::io, fmt::format("'{}' crashed: {}", frame.tool, printable(line, kReasonBytesMax)), ""};
    return failure;
  }
  if (contains(line, kNotLoggedIn)) {
    error = not_logged_in(frame);
    return failure;
  }
  if (line.rfind(kNoConnection, 0) == 0) {
    const std::string_view why = line.substr(kNoConnection.size());
    if (auto known = failure_from_client_text(why, frame)) return *std::move(known);
    error = {ErrorKind::unreachable, fmt::format("the server cannot be reached: {}", printable(why, kReasonBytesMax)),
             ""};
    return failure;
  }
  if (line.rfind(kRefused, 0) == 0) {
    const std::string_view host = line.substr(kRefused.size(), line.find(" was refused") - kRefused.size());
    return *failure_from_client_text(fmt::format("dial tcp {}: connect: connection refused", host), frame);
  }
  // Without credentials the tool asks for them, and its stdin is empty.
  if (out.rfind(kPrompt, 0) == 0 || contains(err, kPrompt)) {
    error = not_logged_in(frame);
    error.message = fmt::format("the context has no usable credentials ('{}' asked for a user name)", frame.tool);
    return failure;
  }
  if (contains(line, "context \"") && contains(line, "does not exist")) {
    error = {ErrorKind::config, printable(line.substr(line.find("context \"")), kReasonBytesMax),
             "see 'oom-scan --list-contexts'"};
    return failure;
  }
  const std::string words = client_words(err);
  const auto speaks_of = [&words](std::string_view part) { return contains(words, part); };
  if (std::any_of(kConfigTroubles.begin(), kConfigTroubles.end(), speaks_of)) {
    error = {ErrorKind::config, fmt::format("the kubeconfig cannot be used: {}", words), kubeconfig_hint(words, frame)};
    return failure;
  }
  if (auto known = failure_from_client_text(words, frame)) return *std::move(known);
  const bool complains = line.rfind(kError, 0) == 0 || line.rfind(kUsageError, 0) == 0;
  if (complains && std::none_of(kOfARequest.begin(), kOfARequest.end(), speaks_of)) {
    error = {ErrorKind::config, fmt::format("'{}' cannot use this context: {}", frame.tool, words),
             kubeconfig_hint(words, frame)};
    return failure;
  }
  error = {ErrorKind::bad_answer,
           words.empty() ? fmt::format("'{}' failed without saying why", frame.tool)
                         : fmt::format("'{}' failed: {}", frame.tool, words),
           ""};
  return failure;
}

}  // namespace oomscan::kube
