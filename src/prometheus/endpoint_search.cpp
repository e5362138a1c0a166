#include "prometheus/endpoint_search.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "oomscan/model/names.hpp"
#include "oomscan/model/text.hpp"
#include "prometheus/endpoint_check.hpp"
#include "prometheus/http_query_api.hpp"
#include "prometheus/proxy_query_api.hpp"
#include "prometheus/server_url.hpp"

namespace oomscan::prometheus {
namespace {

constexpr std::string_view kRouteNamespace = "openshift-monitoring";
constexpr std::array<std::string_view, 2> kRoutes{"thanos-querier", "prometheus-k8s"};
constexpr std::size_t kListBytesMax = std::size_t{16} << 20;
constexpr std::size_t kServicesPerList = 500;
constexpr std::size_t kWhyBytesMax = 250;
constexpr std::size_t kTriedMax = 20;

// Words of libcurl and OpenSSL for a certificate that is not trusted.
bool is_about_a_certificate(std::string_view message) {
  return message.find("certificate") != std::string_view::npos || message.find("SSL") != std::string_view::npos;
}

struct Route {
  std::string host;
  bool tls = false;
};

// route.openshift.io/v1 Route: spec.host, spec.tls.
std::optional<Route> route_from(std::string_view body) {
  const auto json = nlohmann::json::parse(body, nullptr, false);
  if (!json.is_object()) return std::nullopt;
  const auto spec = json.find("spec");
  if (spec == json.end() || !spec->is_object()) return std::nullopt;
  const auto host = spec->find("host");
  if (host == spec->end() || !host->is_string()) return std::nullopt;
  const auto tls = spec->find("tls");
  return Route{host->get<std::string>(), tls != spec->end() && tls->is_object()};
}

std::string services_path(std::string_view namespace_name) {
  return namespace_name.empty() ? "/api/v1/services" : fmt::format("/api/v1/namespaces/{}/services", namespace_name);
}

Error no_answer() { return {ErrorKind::bad_answer, "no answer", ""}; }

}  // namespace

EndpointSearch::EndpointSearch(const MetricsDoor& door, std::chrono::milliseconds timeout, HttpConnector& connector,
                               Log& log)
    : door_(door), timeout_(timeout), connector_(connector), log_(log) {}

void EndpointSearch::tried(const std::string& what, const std::string& why) {
  const std::string line = fmt::format("{}: {}", what, printable(why, kWhyBytesMax));
  log_.debug(fmt::format("looking for the Prometheus of '{}': {}", door_.cluster.name, line));
  if (tried_.size() < kTriedMax) tried_.push_back(line);
}

void EndpointSearch::tried(const std::string& what, const Error& why) {
  refused_ = refused_ || why.kind == ErrorKind::forbidden;
  tried(what, why.message);
}

Result<FoundEndpoint> EndpointSearch::find(std::stop_token stop) {
  auto found = through_routes(stop);
  if (!found && !stop.stop_requested()) found = through_services(stop);
  if (found) return *std::move(found);
  if (stop.stop_requested()) return Error{ErrorKind::cancelled, "stopped", ""};
  if (last_resort_) return *std::move(last_resort_);
  return Error{refused_ ? ErrorKind::forbidden : ErrorKind::not_found,
               fmt::format("no usable Prometheus found (tried {})", fmt::join(tried_, "; ")),
               untrusted_ ? "add the certificate's authority to this machine's trusted ones, or give --prometheus-url "
                            "with an address whose certificate is trusted"
                          : "give --prometheus-url and --prometheus-token-file, or --skip-prometheus"};
}

std::optional<FoundEndpoint> EndpointSearch::try_endpoint(std::string description, std::unique_ptr<QueryApi> api,
                                                          std::stop_token stop) {
  EndpointCheck check = check_endpoint(*api, std::move(stop));
  if (check.failure) {
    const Error& error = check.failure->error;
    untrusted_ = untrusted_ || (error.kind == ErrorKind::unreachable && is_about_a_certificate(error.message));
    tried(description, error);
    return std::nullopt;
  }
  FoundEndpoint found{std::move(description), std::move(api), check.kind == EndpointKind::tenant};
  if (check.kind != EndpointKind::empty) return found;
  tried(found.description, "it holds no metrics of containers");
  if (!last_resort_) last_resort_ = std::move(found);
  return std::nullopt;
}

std::optional<FoundEndpoint> EndpointSearch::through_routes(std::stop_token stop) {
  std::size_t absent = 0;
  for (const std::string_view name : kRoutes) {
    const std::string what = fmt::format("route '{}'", name);
    ApiRequest request;
    request.path = fmt::format("/apis/route.openshift.io/v1/namespaces/{}/routes/{}", kRouteNamespace, name);
    request.body_bytes_max = kListBytesMax;
    KubeApi::Answer answer = door_.api.get(request, stop);
    if (stop.stop_requested()) return std::nullopt;
    if (answer.failure && answer.failure->error.kind == ErrorKind::not_found) {
      ++absent;
      continue;
    }
    if (!answer.response) {
      tried(what, answer.failure ? answer.failure->error : no_answer());
      continue;
    }
    const auto route = route_from(answer.response->body);
    auto url = route ? parse_server_url("https://" + route->host) : Result<ServerUrl>(Error{});
    if (!url || !url->base_path.empty()) {
      tried(what, "it names no host");
      continue;
    }
    if (!route->tls) {
      tried(what, "it has no TLS, and a token is not sent in the clear");
      continue;
    }
    if (!door_.token) {
      tried(what, "this session can give no token");
      continue;
    }
    const std::string description = fmt::format("{} ({})", what, printable(url->origin, kWhyBytesMax));
    auto api = std::make_unique<HttpQueryApi>(*std::move(url), TokenSource{door_.token, false}, timeout_, connector_);
    if (auto found = try_endpoint(description, std::move(api), stop)) return found;
    if (stop.stop_requested()) return std::nullopt;
  }
  // What is not OpenShift has neither: one line is enough.
  if (absent > 0) tried(absent == kRoutes.size() ? "OpenShift's routes" : "OpenShift's other route", "not there");
  return std::nullopt;
}

bool EndpointSearch::list_services(const std::string& path, std::vector<ServiceCandidate>& candidates,
                                   const std::string& what, std::stop_token stop) {
  ApiRequest request;
  request.path = path;
  request.body_bytes_max = kListBytesMax;
  KubeApi::Answer answer = door_.api.get(request, std::move(stop));
  if (!answer.response) {
    tried(what, answer.failure ? answer.failure->error : no_answer());
    return false;
  }
  auto found = candidates_from(answer.response->body);
  if (!found) {
    tried(what, "an answer that is no list of services");
    return false;
  }
  candidates.insert(candidates.end(), found->begin(), found->end());
  return true;
}

std::optional<FoundEndpoint> EndpointSearch::first_useful(const std::vector<ServiceCandidate>& candidates,
                                                          std::stop_token stop) {
  for (ServiceCandidate candidate : best_of(candidates)) {
    for (int schemes = 0; schemes < 2; ++schemes, candidate.tls = !candidate.tls) {
      if (stop.stop_requested()) return std::nullopt;
      const std::string path = candidate.proxy_path();
      if (std::find(asked_.begin(), asked_.end(), path) != asked_.end()) continue;
      asked_.push_back(path);
      const std::size_t before = tried_.size();
      auto found = try_endpoint(candidate.described(), std::make_unique<ProxyQueryApi>(path, door_.api), stop);
      if (found) return found;
      // The words of Go's server for a plain request on a TLS port.
      const bool wrong_scheme = !candidate.tls && tried_.size() > before &&
                                tried_.back().find("HTTP request to an HTTPS server") != std::string::npos;
      if (!wrong_scheme) break;
      tried_.pop_back();
    }
  }
  return std::nullopt;
}

std::optional<FoundEndpoint> EndpointSearch::through_services(std::stop_token stop) {
  std::vector<ServiceCandidate> candidates;
  bool listed = true;
  for (const std::string_view selector : label_selectors()) {
    listed = list_services(
        fmt::format("{}?limit={}&labelSelector={}", services_path(""), kServicesPerList, percent_encoded(selector)),
        candidates, "services by label", stop);
    if (!listed || stop.stop_requested()) break;
  }
  if (listed) {
    if (auto found = first_useful(candidates, stop)) return found;
    for (const std::string_view name : usual_names()) {
      if (stop.stop_requested()) return std::nullopt;
      std::vector<ServiceCandidate> named;
      if (!list_services(fmt::format("{}?limit={}&fieldSelector={}", services_path(""), kServicesPerList,
                                     percent_encoded(fmt::format("metadata.name={}", name))),
                         named, "services by name", stop)) {
        break;
      }
      if (auto found = first_useful(named, stop)) return found;
    }
    if (asked_.empty()) tried("services by label and name", "none");
    return std::nullopt;
  }
  for (const std::string_view name : usual_namespaces()) {
    if (stop.stop_requested()) return std::nullopt;
    list_services(fmt::format("{}?limit={}", services_path(name), kServicesPerList), candidates,
                  fmt::format("services in '{}'", name), stop);
  }
  return first_useful(candidates, stop);
}

}  // namespace oomscan::prometheus
