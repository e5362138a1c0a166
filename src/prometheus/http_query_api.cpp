#include "prometheus/http_query_api.hpp"

#include <string_view>
#include <utility>

#include "prometheus/query_failure.hpp"

namespace oomscan::prometheus {
namespace {

constexpr int kUnauthorized = 401;

QueryReply failed(QueryFailure failure) { return {std::nullopt, std::move(failure)}; }

}  // namespace

HttpQueryApi::HttpQueryApi(ServerUrl url, TokenSource token, std::chrono::milliseconds timeout,
                           HttpConnector& connector)
    : url_(std::move(url)), token_source_(std::move(token)), timeout_(timeout), connector_(connector) {}

Result<std::shared_ptr<HttpClient>> HttpQueryApi::client(const std::shared_ptr<HttpClient>& refused,
                                                         std::stop_token stop) {
  const std::lock_guard lock(mutex_);
  if (client_ && client_ != refused && !token_source_.each_time) return client_;
  std::string token;
  if (token_source_.read) {
    auto read = token_source_.read(std::move(stop));
    if (!read) return std::move(read).error();
    token = *std::move(read);
    if (!is_token(token)) {
      return Error{ErrorKind::unauthorized, "the session's token is empty or no token at all",
                   "log in again: oc login"};
    }
  }
  if (client_ && token == token_) return client_ == refused ? std::shared_ptr<HttpClient>{} : client_;
  HttpEndpoint endpoint;
  endpoint.base_url = url_.origin;
  endpoint.bearer_token = token;
  client_ = connector_.connect(endpoint);
  token_ = std::move(token);
  return client_;
}

QueryReply HttpQueryApi::get(const std::string& target, std::stop_token stop) {
  HttpRequest request;
  request.target = url_.base_path + target;
  request.headers = {{"Accept", "application/json"}};
  request.timeout = timeout_;
  request.body_bytes_max = kAnswerBytesMax;
  std::shared_ptr<HttpClient> refused;
  for (;;) {
    auto open = client(refused, stop);
    if (!open) return failed(failure_from(std::move(open).error()));
    if (*open == nullptr) return failed(failure_from(HttpResponse{kUnauthorized, "", std::nullopt, "", 0}));
    auto response = (*open)->get(request, stop);
    if (!response) return failed(failure_from(std::move(response).error()));
    if (response->status == kUnauthorized && token_source_.read && refused == nullptr) {
      refused = *open;  // it may have expired since it was read
      continue;
    }
    if (response->status < 200 || response->status > 299) return failed(failure_from(*response));
    return {std::move(response->body), std::nullopt};
  }
}

}  // namespace oomscan::prometheus
