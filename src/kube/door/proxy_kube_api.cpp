#include "kube/door/proxy_kube_api.hpp"

#include <chrono>
#include <utility>

#include <fmt/format.h>

#include "kube/door/proxy_answer.hpp"
#include "kube/door/server_status.hpp"
#include "kube/door/stream_lines.hpp"

namespace oomscan::kube {
namespace {

constexpr std::chrono::milliseconds kDeathNoticeTimeout{200};
constexpr std::chrono::milliseconds kDeathNoticeStep{25};

KubeApi::Answer failed(ApiFailure failure) { return {std::nullopt, std::move(failure)}; }
KubeApi::Answer failed(Error error) { return failed(ApiFailure{std::move(error), std::nullopt}); }

}  // namespace

Result<std::unique_ptr<ProxyKubeApi>> ProxyKubeApi::open(ProxySession session, std::stop_token stop) {
  std::unique_ptr<ProxyKubeApi> api(new ProxyKubeApi(std::move(session)));
  auto started = api->start(std::move(stop));
  if (!started) return std::move(started).error();
  api->door_ = *std::move(started);
  return api;
}

Result<std::shared_ptr<ProxyKubeApi::Door>> ProxyKubeApi::start(std::stop_token stop) {
  auto child = ProxyChild::start(session_.tool, session_.context, session_.next_socket_path(), reading_only(),
                                 session_.frame, session_.runner, session_.clock, std::move(stop));
  if (!child) {
    return with_context(std::move(child).error(), fmt::format("starting '{} proxy'", session_.tool.name));
  }
  HttpEndpoint endpoint;
  endpoint.base_url = "http://localhost";  // the proxy refuses other Host headers
  endpoint.unix_socket_path = (*child)->socket_path();
  auto door = std::make_shared<Door>();
  door->child = *std::move(child);
  door->client = session_.connector.connect(endpoint);
  return door;
}

Result<std::shared_ptr<ProxyKubeApi::Door>> ProxyKubeApi::door(std::stop_token stop) {
  const std::lock_guard lock(mutex_);
  if (door_ && !door_->child->ended()) return door_;
  if (restarts_ >= kProxyRestartsMax) {
    return Error{ErrorKind::unreachable, fmt::format("'{} proxy' ended {} times", session_.tool.name, restarts_ + 1),
                 "try --transport exec"};
  }
  ++restarts_;
  session_.log.debug(fmt::format("'{} proxy' of context '{}' ended; starting it again ({} of {})", session_.tool.name,
                                 session_.context, restarts_, kProxyRestartsMax));
  door_.reset();
  auto started = start(std::move(stop));
  if (!started) return std::move(started).error();
  door_ = *std::move(started);
  return door_;
}

bool ProxyKubeApi::died(Door& door, std::stop_token stop) {
  const auto deadline = session_.clock.steady_now() + kDeathNoticeTimeout;
  while (!door.child->ended()) {
    if (session_.clock.steady_now() >= deadline || !session_.clock.sleep(kDeathNoticeStep, stop)) return false;
  }
  return true;
}

KubeApi::Answer ProxyKubeApi::get(const ApiRequest& request, std::stop_token stop) {
  HttpRequest http;
  http.target = request.path;
  http.headers = {{"Accept", request.accept}};
  http.timeout = session_.frame.request_timeout;
  http.body_bytes_max = request.body_bytes_max;
  http.body_overflow = request.body_overflow;
  http.receiver = request.receiver;
  for (int tries = 0;; ++tries) {
    auto open_door = door(stop);
    if (!open_door) return failed(std::move(open_door).error());
    auto response = (*open_door)->client->get(http, stop);
    if (response) return answer_from(*std::move(response), session_.tool.name, session_.frame);
    Error error = std::move(response).error();
    switch (error.kind) {
      case ErrorKind::timed_out:
        return failed(no_answer(session_.frame));
      case ErrorKind::unreachable:
        if (http.receiver == nullptr && tries < kProxyRestartsMax && died(**open_door, stop)) continue;
        error.message = fmt::format("the connection through '{} proxy' broke: {}", session_.tool.name, error.message);
        return failed(std::move(error));
      default:
        return failed(std::move(error));
    }
  }
}

std::optional<ApiFailure> ProxyKubeApi::stream(const StreamRequest& request, LineReceiver& lines,
                                               std::stop_token stop) {
  StreamLines receiver(lines, request.line_bytes_max);
  HttpRequest http;
  http.target = request.path;
  http.headers = {{"Accept", request.accept}};
  http.timeout = session_.frame.request_timeout;
  http.silence_max = request.silence_max;
  http.receiver = &receiver;
  auto open_door = door(stop);
  if (!open_door) return ApiFailure{std::move(open_door).error(), std::nullopt};
  auto response = (*open_door)->client->get(http, stop);
  if (response) {
    if (response->status == 200) {
      receiver.end();
      return std::nullopt;
    }
    return std::move(answer_from(*std::move(response), session_.tool.name, session_.frame).failure);
  }
  if (receiver.has_enough()) return std::nullopt;
  Error error = std::move(response).error();
  if (receiver.line_is_too_long()) {
    error.message = fmt::format("a line of the answer has more than {} bytes", request.line_bytes_max);
  } else if (error.kind == ErrorKind::unreachable) {
    error.message = fmt::format("the connection through '{} proxy' broke: {}", session_.tool.name, error.message);
  }
  return ApiFailure{std::move(error), std::nullopt};
}

}  // namespace oomscan::kube
