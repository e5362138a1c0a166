// A cluster's Prometheus: found, asked, decoded. The room's only door to the outside.
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>

#include "oomscan/ports/clock.hpp"
#include "oomscan/ports/http_client.hpp"
#include "oomscan/ports/log.hpp"
#include "oomscan/ports/metrics_reader.hpp"
#include "oomscan/ports/scheduler.hpp"

namespace oomscan::prometheus {

struct MetricsConfig {
  // Explicit server: "https://prometheus.example/base". Empty: discovered in each cluster. A server that holds several
  // clusters must not be given for more than one of them: series do not say which cluster they belong to.
  std::string url;
  std::string token_file;                 // for `url` only; read at each request, so that a rotated token is used
  std::size_t namespaces_per_query = 10;  // at least 1
  std::size_t workers = 5;                // parallel queries per cluster, at least 1
  int attempts = 3;  // per query over HTTP, at least 1; the API server's door tries again by itself
  std::chrono::milliseconds request_timeout{45'000};
};

// Looks, in this order, at: the explicit URL and nothing else; services with the usual labels, through the API server's
// service proxy; the OpenShift routes 'thanos-querier' and 'prometheus-k8s', with the session's token; services with
// the usual names. Services and routes only where no tenant can have put them (endpoint_search.hpp). What is chosen has
// answered a query. Thread-safe; everything given by reference outlives it and its readers. Errors of `open`: usage
// (the URL), config (the token file), not_found and forbidden (see MetricsSource), cancelled; for an
// explicit URL whatever it answered.
[[nodiscard]] std::unique_ptr<MetricsSource> make_metrics_source(MetricsConfig config, HttpConnector& connector,
                                                                 Scheduler& scheduler, Clock& clock, Log& log);

}  // namespace oomscan::prometheus
