#include "prometheus/http_query_api.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "oomscan/posix/wipe.hpp"
#include "prometheus/query_failure.hpp"
#include "prometheus/query_frame.hpp"

namespace oomscan::prometheus {
namespace {

constexpr std::array<std::string_view, 2> kQueryPaths{"/api/v1/query", "/api/v1/query_range"};

// range_target and instant_target put it last; an ampersand within a value is encoded.
constexpr std::string_view kTenantParameter = "&namespace=";

QueryReply failed(QueryFailure failure) { return {std::nullopt, std::move(failure)}; }

std::unique_ptr<HttpClient> connect(const ServerUrl& url, std::string ca_pem, HttpConnector& connector) {
  HttpEndpoint endpoint;
  endpoint.base_url = url.origin;
  endpoint.ca_pem = std::move(ca_pem);
  return connector.connect(endpoint);
}

// What servers and gateways say that know the address but let only GET through. OpenShift's kube-rbac-proxy takes a
// POST for the verb "create", which older roles for reading metrics lack (403).
bool refuses_the_method(int status) { return status == 403 || status == 404 || status == 405 || status == 501; }

}  // namespace

HttpQueryApi::HttpQueryApi(ServerUrl url, TokenSource token, std::chrono::milliseconds timeout,
                           HttpConnector& connector, std::string ca_pem)
    : url_(std::move(url)),
      token_source_(std::move(token)),
      timeout_(timeout),
      client_(connect(url_, std::move(ca_pem), connector)) {}

std::size_t HttpQueryApi::target_bytes_max() const {
  if (method_.load() == Method::post) return kFormBytesMax;
  return kTargetBytesMax - std::min(kTargetBytesMax, url_.base_path.size());
}

Result<HttpResponse> HttpQueryApi::send(const std::string& target, bool as_form, const std::stop_token& stop) {
  HttpRequest request;
  const Wiper wiper(request.bearer_token);
  if (token_source_) {
    auto token = token_source_(stop);
    if (!token) return std::move(token).error();
    // Copied, not moved: a moved short string stays in the result.
    request.bearer_token = *token;
    wipe(*token);
    if (!is_token(request.bearer_token)) {
      return Error{ErrorKind::unauthorized, "the session's token is empty or no token at all",
                   "log in again: oc login"};
    }
  }
  const std::size_t query = target.find('?');
  if (as_form && query != std::string::npos) {
    request.target = url_.base_path + target.substr(0, query);
    request.form = target.substr(query + 1);
    // The gateway before a tenant's port reads it from the address alone.
    if (const std::size_t tenant = request.form->rfind(kTenantParameter); tenant != std::string::npos) {
      request.target += '?' + request.form->substr(tenant + 1);
    }
  } else {
    request.target = url_.base_path + target;
  }
  request.headers = {{"Accept", "application/json"}};
  request.timeout = timeout_;
  request.body_bytes_max = kAnswerBytesMax;
  return client_->get(request, stop);
}

QueryReply HttpQueryApi::get(const std::string& target, std::stop_token stop) {
  const std::string_view path = std::string_view(target).substr(0, target.find('?'));
  if (path != kQueryPaths[0] && path != kQueryPaths[1]) {
    return failed(failure_from(Error{ErrorKind::usage, "not one of Prometheus' query addresses", ""}));
  }
  const Method method = method_.load();
  auto response = send(target, method != Method::get, stop);
  if (method == Method::not_known && response) {
    if (refuses_the_method(response->status)) {
      auto by_get = send(target, false, stop);
      // Refused either way: the words for the GET, which every manual speaks of.
      if (by_get && !refuses_the_method(by_get->status)) method_.store(Method::get);
      response = std::move(by_get);
    } else if (response->status >= 200 && response->status < 300) {
      method_.store(Method::post);
    }
  }
  if (!response) return failed(failure_from(std::move(response).error()));
  if (response->status < 200 || response->status > 299) return failed(failure_from(*response));
  return {std::move(response->body), std::nullopt};
}

}  // namespace oomscan::prometheus
