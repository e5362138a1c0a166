#include "kube/door/proxy_write_api.hpp"

#include <string>
#include <utility>

#include <fmt/format.h>

#include "kube/door/allowed_writes.hpp"
#include "kube/door/proxy_answer.hpp"
#include "kube/door/server_status.hpp"
#include "oomscan/model/text.hpp"

namespace oomscan::kube {
namespace {

KubeApi::Answer failed(Error error, bool permanent = false) {
  return {std::nullopt, ApiFailure{std::move(error), std::nullopt, permanent}};
}

std::vector<std::string> paths_of(const std::vector<AllowedWrite>& allowed, WriteVerb verb) {
  std::vector<std::string> paths;
  for (const AllowedWrite& each : allowed) {
    if (each.verb == verb) paths.push_back(each.path);
  }
  return paths;
}

}  // namespace

Result<std::unique_ptr<ProxyWriteApi>> ProxyWriteApi::open(ProxySession session, std::vector<AllowedWrite> allowed) {
  if (auto fault = fault_of(allowed)) return *std::move(fault);
  return std::unique_ptr<ProxyWriteApi>(new ProxyWriteApi(std::move(session), std::move(allowed)));
}

Result<std::shared_ptr<ProxyWriteApi::Door>> ProxyWriteApi::door(WriteVerb verb, std::stop_token stop) {
  const std::lock_guard lock(mutex_);
  std::shared_ptr<Door>& door = doors_[verb];
  if (door && !door->child->ended()) return door;
  door.reset();
  auto child = ProxyChild::start(session_.tool, session_.context, session_.next_socket_path(),
                                 only(method_of(verb), paths_of(allowed_, verb)), session_.frame, session_.runner,
                                 session_.clock, std::move(stop));
  if (!child) return with_context(std::move(child).error(), fmt::format("starting '{} proxy'", session_.tool.name));
  HttpEndpoint endpoint;
  endpoint.base_url = "http://localhost";  // the proxy refuses other Host headers
  endpoint.unix_socket_path = (*child)->socket_path();
  auto opened = std::make_shared<Door>();
  opened->child = *std::move(child);
  opened->client = session_.connector.connect(endpoint);
  door = opened;
  return opened;
}

KubeApi::Answer ProxyWriteApi::send(const WriteRequest& request, std::stop_token stop) {
  if (!is_allowed(allowed_, request.verb, request.path)) {
    return failed(
        {ErrorKind::usage,
         fmt::format("this door does not let '{} {}' through", method_of(request.verb), printable(request.path, 200)),
         ""},
        true);
  }
  auto open_door = door(request.verb, stop);
  if (!open_door) return failed(std::move(open_door).error());
  HttpRequest http;
  http.target = request.path;
  http.headers = {{"Accept", "application/json"}, {"Content-Type", request.content_type}};
  http.timeout = session_.frame.request_timeout;
  http.body_bytes_max = kWriteAnswerBytesMax;
  http.content = HttpRequest::Content{std::string(method_of(request.verb)), request.body};
  auto response = (*open_door)->client->get(http, stop);
  if (response) return answer_from(*std::move(response), session_.tool.name, session_.frame);
  Error error = std::move(response).error();
  if (error.kind == ErrorKind::timed_out) return failed(no_answer(session_.frame));
  if (error.kind == ErrorKind::unreachable) {
    error.message = fmt::format("the connection through '{} proxy' broke: {}", session_.tool.name, error.message);
  }
  return failed(std::move(error));
}

}  // namespace oomscan::kube
