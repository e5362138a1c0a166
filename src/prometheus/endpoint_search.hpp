// Finds the Prometheus of one cluster through its open session.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "oomscan/ports/http_client.hpp"
#include "oomscan/ports/log.hpp"
#include "oomscan/ports/metrics_reader.hpp"
#include "prometheus/query_api.hpp"
#include "prometheus/service_candidates.hpp"

namespace oomscan::prometheus {

struct FoundEndpoint {
  std::string description;
  std::unique_ptr<QueryApi> api;
  bool tenant = false;
};

// One search in one session; not thread-safe. Remembers what it tried and why each failed.
class EndpointSearch {
 public:
  EndpointSearch(const MetricsDoor& door, std::chrono::milliseconds timeout, HttpConnector& connector, Log& log);

  // not_found: nothing usable, with all that was tried; forbidden: so, and not everywhere was it allowed to look;
  // cancelled.
  Result<FoundEndpoint> find(std::stop_token stop);

 private:
  std::optional<FoundEndpoint> through_routes(std::stop_token stop);
  std::optional<FoundEndpoint> through_services(std::stop_token stop);
  std::optional<FoundEndpoint> first_useful(const std::vector<ServiceCandidate>& candidates, std::stop_token stop);

  // The endpoint if it can be used now; one that holds nothing is kept as the last resort.
  std::optional<FoundEndpoint> try_endpoint(std::string description, std::unique_ptr<QueryApi> api,
                                            std::stop_token stop);
  // Services of one list request; false: the list could not be read.
  bool list_services(const std::string& path, std::vector<ServiceCandidate>& candidates, const std::string& what,
                     std::stop_token stop);
  void tried(const std::string& what, const std::string& why);
  void tried(const std::string& what, const Error& why);

  const MetricsDoor& door_;
  const std::chrono::milliseconds timeout_;
  HttpConnector& connector_;
  Log& log_;
  std::vector<std::string> tried_;
  bool refused_ = false;
  std::vector<std::string> asked_;  // proxy paths of services that were asked
  bool untrusted_ = false;
  std::optional<FoundEndpoint> last_resort_;
};

}  // namespace oomscan::prometheus
