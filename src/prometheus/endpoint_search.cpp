#include "prometheus/endpoint_search.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "oomscan/model/names.hpp"
#include "oomscan/model/text.hpp"
#include "prometheus/endpoint_check.hpp"
#include "prometheus/http_query_api.hpp"
#include "prometheus/openshift_route.hpp"
#include "prometheus/proxy_query_api.hpp"

namespace oomscan::prometheus {
namespace {

constexpr std::size_t kListBytesMax = std::size_t{16} << 20;
constexpr std::size_t kServicesPerList = 500;
constexpr std::size_t kWhyBytesMax = 250;
constexpr std::size_t kTriedMax = 20;

// Words of libcurl and OpenSSL for a certificate that is not trusted.
bool is_about_a_certificate(std::string_view message) {
  return message.find("certificate") != std::string_view::npos || message.find("SSL") != std::string_view::npos;
}

std::string services_path(std::string_view namespace_name) {
  return namespace_name.empty() ? "/api/v1/services" : fmt::format("/api/v1/namespaces/{}/services", namespace_name);
}

// Who asked for a namespace through OpenShift's self-service, as the API server notes on it (the tenant cannot take it
// off); empty if nobody did, or it cannot be read.
std::string requester_of(KubeApi& api, const std::string& namespace_name, std::stop_token stop) {
  ApiRequest request;
  request.path = fmt::format("/api/v1/namespaces/{}", namespace_name);
  request.body_bytes_max = kListBytesMax;
  const KubeApi::Answer answer = api.get(request, std::move(stop));
  if (!answer.response) return {};
  const auto json = nlohmann::json::parse(answer.response->body, nullptr, false);
  // Step by step: a JSON pointer throws where a server gives an array for an object.
  const nlohmann::json* place = &json;
  for (const char* key : {"metadata", "annotations", "openshift.io/requester"}) {
    const auto found = place->find(key);
    if (found == place->end()) return {};
    place = &*found;
  }
  return place->is_string() ? printable(place->get<std::string>(), kWhyBytesMax) : std::string{};
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
  // The service proxy first: on that way no token leaves. OpenShift's own services want one, so there the routes
  // follow.
  auto found = through_labels(stop);
  if (!found && !stop.stop_requested()) found = through_routes(stop);
  if (!found && !stop.stop_requested()) found = through_names(stop);
  if (found) return *std::move(found);
  if (stop.stop_requested()) return Error{ErrorKind::cancelled, "stopped", ""};
  if (last_resort_) return *std::move(last_resort_);
  return Error{refused_ ? ErrorKind::forbidden : ErrorKind::not_found,
               fmt::format("no usable Prometheus found (tried {})", fmt::join(tried_, "; ")), hint()};
}

std::string EndpointSearch::hint() const {
  if (untrusted_) {
    return "add the certificate's authority to this machine's trusted ones, or give --prometheus-url with an address "
           "whose certificate is trusted";
  }
  if (!not_asked_.empty()) {
    return fmt::format("{} was not asked, as it may be a tenant's; name one with --prometheus-url", not_asked_);
  }
  return "name one with --prometheus-url";
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
  FoundEndpoint found{std::move(description), std::move(api), check.kind == EndpointKind::tenant, true};
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
    request.path = route_path(name);
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
    auto url = route_url(answer.response->body, name);
    if (!url) {
      tried(what, url.error().message);
      continue;
    }
    if (!door_.token) {
      tried(what, "this session can give no token");
      continue;
    }
    if (!authority_) authority_ = ingress_authority(door_.api, stop).value_or(std::string{});
    const std::string description = fmt::format("{} ({})", what, printable(url->origin, kWhyBytesMax));
    auto api = std::make_unique<HttpQueryApi>(*std::move(url), door_.token, timeout_, connector_, *authority_);
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

bool EndpointSearch::is_own(const ServiceCandidate& candidate, std::stop_token stop) {
  if (!is_administrators(candidate.namespace_name)) {
    if (not_asked_.empty()) not_asked_ = candidate.described();
    tried(candidate.described(), fmt::format("not asked: '{}' may be a tenant's namespace", candidate.namespace_name));
    return false;
  }
  const auto [known, fresh] = requested_by_.try_emplace(candidate.namespace_name);
  if (fresh) known->second = requester_of(door_.api, candidate.namespace_name, std::move(stop));
  if (known->second.empty()) return true;
  if (not_asked_.empty()) not_asked_ = candidate.described();
  tried(candidate.described(), fmt::format("not asked: its namespace was made by '{}'", known->second));
  return false;
}

std::optional<FoundEndpoint> EndpointSearch::first_useful(const std::vector<ServiceCandidate>& candidates,
                                                          std::stop_token stop) {
  for (ServiceCandidate candidate : best_of(candidates)) {
    for (int schemes = 0; schemes < 2; ++schemes, candidate.tls = !candidate.tls) {
      if (stop.stop_requested()) return std::nullopt;
      const std::string path = candidate.proxy_path();
      if (std::find(asked_.begin(), asked_.end(), path) != asked_.end()) continue;
      asked_.push_back(path);
      if (!is_own(candidate, stop)) break;
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

std::optional<FoundEndpoint> EndpointSearch::through_labels(std::stop_token stop) {
  std::vector<ServiceCandidate> candidates;
  may_list_everywhere_ = true;
  for (const std::string_view selector : label_selectors()) {
    may_list_everywhere_ = list_services(
        fmt::format("{}?limit={}&labelSelector={}", services_path(""), kServicesPerList, percent_encoded(selector)),
        candidates, "services by label", stop);
    if (!may_list_everywhere_ || stop.stop_requested()) break;
  }
  if (!may_list_everywhere_) {
    for (const std::string_view name : usual_namespaces()) {
      if (stop.stop_requested()) return std::nullopt;
      list_services(fmt::format("{}?limit={}", services_path(name), kServicesPerList), candidates,
                    fmt::format("services in '{}'", name), stop);
    }
  }
  return first_useful(candidates, stop);
}

std::optional<FoundEndpoint> EndpointSearch::through_names(std::stop_token stop) {
  if (!may_list_everywhere_) return std::nullopt;
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

}  // namespace oomscan::prometheus
