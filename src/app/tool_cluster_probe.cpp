#include "app/tool_cluster_probe.hpp"

#include <chrono>
#include <utility>

#include <fmt/format.h>

#include "access/own_review.hpp"
#include "access/tool_words.hpp"
#include "kube/client/tool_error.hpp"
#include "kube/client/tool_version.hpp"
#include "kube/door/contained_client.hpp"
#include "kube/door/error_frame.hpp"
#include "kube/door/exec_kube_api.hpp"
#include "kube/door/own_reviews.hpp"
#include "oomscan/ports/write_api.hpp"
#include "scan/namespace_plan.hpp"

namespace oomscan::app {
namespace {

// A tool's question is several requests: it first learns what the API has.
constexpr int kRequestsOfAQuestion = 3;
constexpr std::size_t kAnswerBytesMax = std::size_t{1} << 20;

ApiRequest small_request(std::string path) {
  ApiRequest request;
  request.path = std::move(path);
  request.body_bytes_max = kAnswerBytesMax;
  return request;
}

WriteRequest review_of(std::string_view path, std::string review) {
  WriteRequest request;
  request.path = path;
  request.body = std::move(review);
  return request;
}

}  // namespace

kube::ErrorFrame ToolClusterProbe::frame() const {
  return {parts_.tool.name,
          cluster_.context.server,
          parts_.job.options.request_timeout,
          cluster_.context.login,
          cluster_.context.login_program,
          parts_.tool.shell_command(kube::name_for_tool(cluster_.context))};
}

Result<ProcessOutcome> ToolClusterProbe::ask_tool(std::vector<std::string> words, std::stop_token stop) const {
  const std::chrono::milliseconds request_timeout = parts_.job.options.request_timeout;
  ProcessLimits limits;
  limits.timeout = request_timeout * kRequestsOfAQuestion;
  limits.stdout_bytes_max = kAnswerBytesMax;
  words = kube::with_time_limit(std::move(words), frame());
  CommandLine command = parts_.tool.command(kube::name_for_tool(cluster_.context), std::move(words));
  kube::contain(command, cluster_.context.server);
  auto outcome = parts_.job.components.runner().run(command, limits, std::move(stop));
  if (!outcome) return outcome;
  if (auto error = kube::abnormal_end(*outcome, parts_.tool.name, limits.timeout)) return *std::move(error);
  if (outcome->code != 0 && kube::was_led_elsewhere(outcome->err, cluster_.context.server)) {
    return Error{ErrorKind::bad_answer, "the API server redirects to another place: not followed", ""};
  }
  return outcome;
}

Result<std::string> ToolClusterProbe::reach(std::stop_token stop) {
  Result<Fleet::Session> session = parts_.job.components.fleet().open(cluster_, stop);
  if (!session) return std::move(session).error();
  session_ = std::move(session).value();
  if (!session_->note.empty()) parts_.job.log.info(fmt::format("'{}': {}", cluster_.name, session_->note));
  KubeApi::Answer answer = session_->api->get(small_request("/version"), std::move(stop));
  if (answer.response) return access::read_server_version(answer.response->body);
  // Some servers tell their version to nobody, but they were reached.
  const ErrorKind kind = answer.failure->error.kind;
  if (kind == ErrorKind::forbidden || kind == ErrorKind::not_found) return std::string{};
  return std::move(answer.failure->error);
}

Result<void> ToolClusterProbe::log_in(std::stop_token stop) {
  KubeApi::Answer answer = session_->api->get(small_request("/api/v1/namespaces?limit=1"), std::move(stop));
  if (answer.response || answer.failure->error.kind == ErrorKind::forbidden) return {};
  return std::move(answer.failure->error);
}

std::string ToolClusterProbe::user(std::stop_token stop) {
  if (session_->reviews) {
    const KubeApi::Answer review =
        session_->reviews->send(review_of(kube::kUserReviewPath, access::user_review()), stop);
    if (review.response) return access::read_who_am_i(review.response->body);
    const KubeApi::Answer user = session_->api->get(small_request("/apis/user.openshift.io/v1/users/~"), stop);
    return user.response ? access::read_openshift_user(user.response->body) : std::string{};
  }
  const auto outcome = ask_tool(access::who_am_i_arguments(parts_.tool.name), std::move(stop));
  return outcome && outcome->code == 0 ? access::read_who_am_i(outcome->out) : std::string{};
}

access::ScanNamespaces ToolClusterProbe::namespaces(std::stop_token stop) {
  scan::NamespacePlan plan =
      scan::plan_namespaces(cluster_, *session_->reader, parts_.job.options.namespaces, parts_.filter, std::move(stop));
  return {std::move(plan.selected), plan.total, plan.all_known, std::move(plan.notes), std::move(plan.failure)};
}

Result<bool> ToolClusterProbe::namespace_exists(const std::string& namespace_name, std::stop_token stop) {
  return session_->reader->namespace_exists(namespace_name, std::move(stop));
}

Result<bool> ToolClusterProbe::may(const access::Right& right, const std::string& namespace_name,
                                   std::stop_token stop) {
  if (session_->reviews) {
    const KubeApi::Answer review =
        session_->reviews->send(review_of(kube::kAccessReviewPath, access::access_review(right, namespace_name)), stop);
    if (!review.response) return with_context(review.failure->error, "asking for the rights");
    const auto allowed = access::read_access_review(review.response->body);
    if (!allowed) return Error{ErrorKind::bad_answer, "asking for the rights: the API server gave no answer", ""};
    if (*allowed || right.group.empty()) return *allowed;
    auto served = is_served(right, std::move(stop));
    return served ? Result<bool>{!*served} : std::move(served);
  }
  auto outcome = ask_tool(access::can_i_arguments(right, namespace_name), std::move(stop));
  if (!outcome) return std::move(outcome).error();
  // Its exit code is 1 for a no and for a failure.
  if (const auto answer = access::read_can_i(outcome->out)) {
    // OpenShift's kinds, on another Kubernetes: nothing is there that could be refused.
    return *answer || (!right.group.empty() && access::says_no_such_resource(outcome->err));
  }
  return with_context(kube::failure_from_tool(outcome->err, outcome->out, frame()).error,
                      fmt::format("asking '{} auth can-i'", parts_.tool.name));
}

// OpenShift's kinds, on another Kubernetes: nothing is there that could be refused.
Result<bool> ToolClusterProbe::is_served(const access::Right& right, std::stop_token stop) const {
  const KubeApi::Answer group =
      session_->api->get(small_request(fmt::format("/apis/{}/v1", right.group)), std::move(stop));
  // A gateway in front may not let discovery through: then the answer about the right counts.
  if (group.response || group.failure->error.kind == ErrorKind::forbidden) return true;
  if (group.failure->error.kind == ErrorKind::not_found) return false;
  return with_context(group.failure->error, "asking for the API's groups");
}

Result<access::PrometheusFound> ToolClusterProbe::prometheus(const std::vector<std::string>& namespaces,
                                                             std::stop_token stop) {
  if (parts_.metrics == nullptr || session_->api == nullptr) {
    return Error{ErrorKind::not_found, "none is to be asked", ""};
  }
  const MetricsDoor door{cluster_, *session_->api, session_->token};
  Result<std::unique_ptr<MetricsReader>> reader = parts_.metrics->open(door, stop);
  if (!reader) return std::move(reader).error();
  // One namespace tells as well as all how far back it reaches.
  const MetricsAnswer answer = (*reader)->read({namespaces.front()}, parts_.range, std::move(stop));
  return access::PrometheusFound{(*reader)->description(), answer.reaches_back_to, answer.gaps};
}

std::optional<Seconds> ToolClusterProbe::clock_ahead(std::stop_token stop) {
  if (const auto ahead = session_->reader->clock_ahead(); ahead || session_->reviews) return ahead;
  // It is asked by `get --raw`, which must end in this cluster.
  if (kube::has_path(cluster_.context.server)) {
    const auto version =
        kube::ask_tool_version(parts_.tool, parts_.job.components.runner(), parts_.job.options.request_timeout, stop);
    if (!version.raw_keeps_path()) return std::nullopt;
  }
  const auto outcome = ask_tool(access::server_time_arguments(), std::move(stop));
  if (!outcome) return std::nullopt;
  const auto theirs = access::read_server_time(outcome->err);
  if (!theirs) return std::nullopt;
  return parts_.job.components.clock().now() - *theirs;
}

}  // namespace oomscan::app
