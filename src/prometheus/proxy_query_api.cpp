#include "prometheus/proxy_query_api.hpp"

#include <utility>

#include "prometheus/query_failure.hpp"

namespace oomscan::prometheus {

ProxyQueryApi::ProxyQueryApi(std::string prefix, KubeApi& api) : prefix_(std::move(prefix)), api_(api) {}

QueryReply ProxyQueryApi::get(const std::string& target, std::stop_token stop) {
  ApiRequest request;
  request.path = prefix_ + target;
  request.body_bytes_max = kAnswerBytesMax;
  KubeApi::Answer answer = api_.get(request, std::move(stop));
  if (answer.response) return {std::move(answer.response->body), std::nullopt};
  if (answer.failure) return {std::nullopt, failure_from(std::move(*answer.failure))};
  return {std::nullopt, failure_from(Error{ErrorKind::bad_answer, "the API server gave no answer", ""})};
}

}  // namespace oomscan::prometheus
