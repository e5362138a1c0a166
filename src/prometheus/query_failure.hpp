// What a server's refusal means. Pure functions, safe from any thread.
#pragma once

#include <string_view>

#include "oomscan/ports/http_client.hpp"
#include "oomscan/ports/kube_api.hpp"
#include "prometheus/query_api.hpp"

namespace oomscan::prometheus {

// From an answer with another status than 2xx. Prometheus answers {"status":"error","errorType":…,"error":…} with 400,
// 422 and 503 (prometheus.io/docs/prometheus/latest/querying/api); gateways before it answer what they like.
[[nodiscard]] QueryFailure failure_from(const HttpResponse& response);

// From a request that met no answer.
[[nodiscard]] QueryFailure failure_from(Error error);

// From the door to the API server, whose messages carry the beginning of the service's words.
[[nodiscard]] QueryFailure failure_from(ApiFailure failure);

}  // namespace oomscan::prometheus
