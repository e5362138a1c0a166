#include "app/prometheus_choice.hpp"

#include <utility>

#include <fmt/format.h>

#include "prometheus/metrics_source.hpp"

namespace oomscan::app {

std::unique_ptr<MetricsSource> metrics_source(const Job& job) {
  if (job.options.skip_prometheus) return nullptr;
  prometheus::MetricsConfig config;
  config.url = job.options.prometheus_url;
  config.token_file = job.options.prometheus_token_file;
  config.namespaces_per_query = job.options.namespaces_per_batch;
  config.workers = job.options.prometheus_workers;
  config.attempts = job.options.attempts_per_request;
  config.request_timeout = job.options.request_timeout;
  return prometheus::make_metrics_source(std::move(config), job.components.http(), job.components.scheduler(),
                                         job.components.clock(), job.log);
}

std::optional<Error> prometheus_of_many(const Options& options, const std::vector<Cluster>& clusters) {
  if (options.prometheus_url.empty() || clusters.size() < 2) return std::nullopt;
  return Error{ErrorKind::usage,
               fmt::format("--prometheus-url names one Prometheus, but {} clusters are to be scanned", clusters.size()),
               "choose one cluster with --current or --contexts, or leave the URL out"};
}

}  // namespace oomscan::app
