#include "kube/client/session_token.hpp"

#include <string_view>
#include <utility>

#include "kube/client/tool_error.hpp"
#include "oomscan/posix/wipe.hpp"

namespace oomscan::kube {
namespace {

constexpr std::string_view kDoing = "asking 'oc whoami -t' for the session's token";
constexpr std::size_t kTokenBytesMax = std::size_t{16} << 10;

}  // namespace

Result<std::string> read_token(const Tool& tool, const std::string& context, ProcessRunner& runner,
                               std::chrono::milliseconds timeout, std::stop_token stop) {
  ProcessLimits limits;
  limits.timeout = timeout;
  limits.stdout_bytes_max = kTokenBytesMax;
  Result<ProcessOutcome> outcome = runner.run(tool.command(context, {"whoami", "-t"}), limits, std::move(stop));
  if (!outcome) return with_context(std::move(outcome).error(), kDoing);
  if (auto error = abnormal_end(*outcome, tool.name, timeout)) return with_context(*std::move(error), kDoing);
  std::string token = outcome->out;
  wipe(outcome->out);
  while (!token.empty() && (token.back() == '\n' || token.back() == '\r' || token.back() == ' ')) token.pop_back();
  if (outcome->code != 0 || token.empty() || token.find_first_of("\r\n ") != std::string::npos) {
    wipe(token);
    return with_context(Error{ErrorKind::unauthorized, "it has none", "log in with a token: oc login"}, kDoing);
  }
  return token;
}

}  // namespace oomscan::kube
