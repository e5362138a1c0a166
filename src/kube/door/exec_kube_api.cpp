#include "kube/door/exec_kube_api.hpp"

#include <chrono>
#include <utility>

#include <fmt/format.h>

#include "kube/client/tool_error.hpp"
#include "kube/door/contained_client.hpp"
#include "kube/door/request_path.hpp"

namespace oomscan::kube {
namespace {

// The tool's own deadline comes first, for it says what it was waiting for.
constexpr std::chrono::milliseconds kGrace{5'000};

KubeApi::Answer failed(ApiFailure failure) { return {std::nullopt, std::move(failure)}; }
KubeApi::Answer failed(Error error) { return failed(ApiFailure{std::move(error), std::nullopt}); }

// "45s", "1500ms"
std::string tool_duration(std::chrono::milliseconds duration) {
  const auto count = duration.count();
  return count % 1000 == 0 ? fmt::format("{}s", count / 1000) : fmt::format("{}ms", count);
}

}  // namespace

std::vector<std::string> with_time_limit(std::vector<std::string> arguments, const ErrorFrame& frame) {
  if (frame.login == Login::service_account) return arguments;
  arguments.insert(arguments.begin(), {"--request-timeout", tool_duration(frame.request_timeout)});
  return arguments;
}

ExecKubeApi::ExecKubeApi(Tool tool, std::string context, ErrorFrame frame, ProcessRunner& runner)
    : tool_(std::move(tool)), context_(std::move(context)), frame_(std::move(frame)), runner_(runner) {}

KubeApi::Answer ExecKubeApi::get(const ApiRequest& request, std::stop_token stop) {
  // The tool follows redirects, and sends the credentials with every hop (kubectl 1.20 to 1.32 tried).
  if (is_proxied(request.path)) {
    return failed(ApiFailure{
        Error{ErrorKind::bad_answer,
              fmt::format("not asked: '{} get --raw' would follow a redirect of the service with the credentials",
                          tool_.name),
              "use --transport proxy, or give --prometheus-url"},
        std::nullopt, true});
  }
  ProcessLimits limits;
  limits.timeout = frame_.request_timeout + kGrace;
  limits.stdout_bytes_max = request.body_bytes_max;
  limits.stdout_overflow = request.body_overflow;
  CommandLine command = tool_.command(context_, with_time_limit({"get", "--raw", request.path}, frame_));
  contain(command, frame_.server);
  auto outcome = runner_.run(command, limits, std::move(stop));
  if (!outcome) return failed(std::move(outcome).error());
  if (auto error = abnormal_end(*outcome, tool_.name, limits.timeout)) return failed(*std::move(error));
  if (outcome->code != 0 && was_led_elsewhere(outcome->err, frame_.server)) {
    return failed(
        ApiFailure{Error{ErrorKind::bad_answer, "the API server redirects to another place: not followed", ""},
                   std::nullopt, true});
  }
  if (outcome->code != 0) return failed(failure_from_tool(outcome->err, outcome->out, frame_));
  ApiResponse response;
  response.body = std::move(outcome->out);
  response.body_bytes_dropped = outcome->out_bytes_dropped;
  return {std::move(response), std::nullopt};
}

}  // namespace oomscan::kube
