// Is there a Prometheus behind an address, and does it hold what is needed?
#pragma once

#include <optional>
#include <stop_token>

#include "prometheus/query_api.hpp"

namespace oomscan::prometheus {

enum class EndpointKind {
  useful,  // it answers, and scrapes kube-state-metrics or cAdvisor
  empty,   // it answers, and holds neither right now
  tenant,  // it answers about one namespace at a time; what it holds is not known yet
};

struct EndpointCheck {
  std::optional<EndpointKind> kind;
  std::optional<QueryFailure> failure;  // exactly one of the two is set
};

// One cheap query. Blocks.
[[nodiscard]] EndpointCheck check_endpoint(QueryApi& api, std::stop_token stop);

}  // namespace oomscan::prometheus
