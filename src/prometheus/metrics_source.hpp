// A cluster's Prometheus: found, asked, decoded. The room's only door to the outside.
#pragma once

#include <memory>

#include "oomscan/ports/clock.hpp"
#include "oomscan/ports/http_client.hpp"
#include "oomscan/ports/log.hpp"
#include "oomscan/ports/metrics_reader.hpp"
#include "oomscan/ports/scheduler.hpp"
#include "prometheus/metrics_config.hpp"

namespace oomscan::prometheus {

// Looks, in this order, at: the explicit URL and nothing else; services with the usual labels, through the API server's
// service proxy; the OpenShift routes 'thanos-querier' and 'prometheus-k8s', with the session's token; services with
// the usual names. Services and routes only where no tenant can have put them (endpoint_search.hpp). What is chosen has
// answered a query. Thread-safe; everything given by reference outlives it and its readers. Errors of `open`: usage
// (the URL), config (the token file), not_found and forbidden (see MetricsSource), cancelled; for an
// explicit URL whatever it answered.
[[nodiscard]] std::unique_ptr<MetricsSource> make_metrics_source(MetricsConfig config, HttpConnector& connector,
                                                                 Scheduler& scheduler, Clock& clock, Log& log);

}  // namespace oomscan::prometheus
