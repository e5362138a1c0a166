#include "prometheus/metrics_source.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "oomscan/model/text.hpp"
#include "prometheus/bearer_token.hpp"
#include "prometheus/endpoint_check.hpp"
#include "prometheus/endpoint_search.hpp"
#include "prometheus/http_query_api.hpp"
#include "prometheus/prometheus_reader.hpp"
#include "prometheus/query_runner.hpp"
#include "prometheus/server_url.hpp"

namespace oomscan::prometheus {
namespace {

class DiscoveringMetricsSource : public MetricsSource {
 public:
  DiscoveringMetricsSource(MetricsConfig config, HttpConnector& connector, Scheduler& scheduler, Clock& clock, Log& log)
      : config_(std::move(config)), connector_(connector), scheduler_(scheduler), clock_(clock), log_(log) {}

  Result<std::unique_ptr<MetricsReader>> open(const MetricsDoor& door, std::stop_token stop) override {
    auto found = config_.url.empty()
                     ? EndpointSearch(door, config_.request_timeout, connector_, log_).find(std::move(stop))
                     : explicit_endpoint(std::move(stop));
    if (!found) return std::move(found).error();
    log_.debug(fmt::format("the Prometheus of '{}' is {}", door.cluster.name, found->description));
    return std::unique_ptr<MetricsReader>(
        std::make_unique<PrometheusReader>(*std::move(found), door.api, config_, scheduler_, clock_));
  }

 private:
  Result<FoundEndpoint> explicit_endpoint(std::stop_token stop) {
    auto url = parse_server_url(config_.url);
    if (!url) return std::move(url).error();
    TokenSource token;
    if (!config_.token_file.empty()) {
      // Before any request: a wrong file is not the server's fault.
      if (auto first = read_token_file(config_.token_file); !first) return std::move(first).error();
      token = [file = config_.token_file](std::stop_token) { return read_token_file(file); };
      if (!url->tls) log_.warning("the Prometheus URL is not https: the token is sent in the clear");
    }
    FoundEndpoint found;
    found.description = printable(url->origin + url->base_path, kDescriptionBytesMax);
    found.api = std::make_unique<HttpQueryApi>(*std::move(url), std::move(token), config_.request_timeout, connector_);
    for (int attempt = 1;; ++attempt) {
      EndpointCheck check = check_endpoint(*found.api, stop);
      if (check.kind) {
        found.tenant = check.kind == EndpointKind::tenant;
        return found;
      }
      if (check.failure->remedy != Remedy::try_again || attempt >= config_.attempts) {
        return with_context(std::move(check.failure->error),
                            fmt::format("asking Prometheus at '{}'", found.description));
      }
      if (!clock_.sleep(kRetryWaitFirst, stop)) return Error{ErrorKind::cancelled, "stopped", ""};
    }
  }

  static constexpr std::size_t kDescriptionBytesMax = 300;

  const MetricsConfig config_;
  HttpConnector& connector_;
  Scheduler& scheduler_;
  Clock& clock_;
  Log& log_;
};

}  // namespace

std::unique_ptr<MetricsSource> make_metrics_source(MetricsConfig config, HttpConnector& connector, Scheduler& scheduler,
                                                   Clock& clock, Log& log) {
  return std::make_unique<DiscoveringMetricsSource>(std::move(config), connector, scheduler, clock, log);
}

}  // namespace oomscan::prometheus
