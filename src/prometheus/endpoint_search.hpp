// Finds the Prometheus of one cluster through its open session.
// Invariant: what is asked is the cluster's own by its place, before anything is sent to it: a service in a namespace
// that no tenant has, through the API server's service proxy, which keeps the credentials to itself; or one of
// OpenShift's own routes (openshift_route.hpp), which get the session's token. Whether it knows this very cluster is
// asked later (cluster_proof.hpp).
#pragma once

#include <chrono>
#include <map>
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
  bool own_by_place = false;  // found through this cluster's API server
};

// One search in one session; not thread-safe. Remembers what it tried and why each failed.
class EndpointSearch {
 public:
  EndpointSearch(const MetricsDoor& door, std::chrono::milliseconds timeout, HttpConnector& connector, Log& log);

  // not_found: nothing usable, with all that was tried; forbidden: so, and not everywhere was it allowed to look;
  // cancelled.
  Result<FoundEndpoint> find(std::stop_token stop);

 private:
  std::optional<FoundEndpoint> through_labels(std::stop_token stop);
  std::optional<FoundEndpoint> through_routes(std::stop_token stop);
  std::optional<FoundEndpoint> through_names(std::stop_token stop);
  // In a namespace of administrators; notes why not.
  bool is_own(const ServiceCandidate& candidate, std::stop_token stop);
  std::optional<FoundEndpoint> first_useful(const std::vector<ServiceCandidate>& candidates, std::stop_token stop);

  // The endpoint if it can be used now; one that holds nothing is kept as the last resort.
  std::optional<FoundEndpoint> try_endpoint(std::string description, std::unique_ptr<QueryApi> api,
                                            std::stop_token stop);
  // Services of one list request; false: the list could not be read.
  bool list_services(const std::string& path, std::vector<ServiceCandidate>& candidates, const std::string& what,
                     std::stop_token stop);
  void tried(const std::string& what, const std::string& why);
  void tried(const std::string& what, const Error& why);
  [[nodiscard]] std::string hint() const;

  const MetricsDoor& door_;
  const std::chrono::milliseconds timeout_;
  HttpConnector& connector_;
  Log& log_;
  std::vector<std::string> tried_;
  bool refused_ = false;
  std::vector<std::string> asked_;  // proxy paths of services that were asked
  bool untrusted_ = false;
  std::string not_asked_;  // the first service that may be a tenant's, or empty
  bool may_list_everywhere_ = false;
  std::optional<std::string> authority_;             // of the ingress, once it was looked for; empty: not readable
  std::map<std::string, std::string> requested_by_;  // who asked for a namespace, or empty
  std::optional<FoundEndpoint> last_resort_;
};

}  // namespace oomscan::prometheus
