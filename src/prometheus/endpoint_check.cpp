#include "prometheus/endpoint_check.hpp"

#include <string>
#include <utility>

#include "prometheus/answer_decoder.hpp"
#include "prometheus/query_frame.hpp"

namespace oomscan::prometheus {
namespace {

constexpr std::string_view kNeeded =
    "count({__name__=~\"kube_pod_container_status_restarts_total|container_oom_events_total\"})";

}  // namespace

EndpointCheck check_endpoint(QueryApi& api, std::stop_token stop) {
  QueryReply reply = api.get(instant_target(kNeeded, ""), std::move(stop));
  if (reply.failure) {
    if (reply.failure->remedy == Remedy::name_a_namespace) return {EndpointKind::tenant, std::nullopt};
    return {std::nullopt, std::move(reply.failure)};
  }
  auto answer = decode_answer(reply.body.value_or(std::string{}));
  if (!answer) return {std::nullopt, QueryFailure{std::move(answer).error(), Remedy::none, std::nullopt}};
  return {answer->sequences.empty() ? EndpointKind::empty : EndpointKind::useful, std::nullopt};
}

}  // namespace oomscan::prometheus
