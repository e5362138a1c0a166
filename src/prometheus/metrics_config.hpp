// How a Prometheus is found and asked.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>

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

}  // namespace oomscan::prometheus
