#include "prometheus/service_candidates.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <tuple>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace oomscan::prometheus {
namespace {

using Json = nlohmann::json;

constexpr std::array<std::string_view, 3> kSelectors{
    "operated-prometheus=true",
    "app.kubernetes.io/name in (prometheus,thanos-query,thanos-query-frontend,thanos-querier)",
    "app in "
    "(prometheus,prometheus-server,kube-prometheus-stack-prometheus,prometheus-operator-prometheus,thanos-query)",
};
constexpr std::array<std::string_view, 8> kNames{
    "prometheus-k8s",
    "kube-prometheus-stack-prometheus",
    "prometheus-operated",
    "prometheus-server",
    "prometheus",
    "thanos-querier",
    "thanos-query-frontend",
    "thanos-query",
};
constexpr std::array<std::string_view, 7> kNamespaces{
    "monitoring",    "openshift-monitoring", "prometheus", "kube-prometheus-stack",
    "observability", "kube-system",          "default",
};
// Of distributions and operators, where services may be listed.
constexpr std::array<std::string_view, 8> kMoreNamespaces{
    "cattle-monitoring-system",
    "kubesphere-monitoring-system",
    "monitoring-system",
    "prometheus-operator",
    "prometheus-system",
    "prometheus-stack",
    "thanos",
    "metrics",
};
constexpr std::array<std::string_view, 2> kReservedPrefixes{"openshift-", "kube-"};
// Other parts of the same charts.
constexpr std::array<std::string_view, 8> kOtherParts{"alertmanager", "node-exporter", "pushgateway", "operator",
                                                      "adapter",      "blackbox",      "kube-state",  "sidecar"};
constexpr int kRankByLabel = 50;
constexpr int kDnsLabelBytesMax = 63;

bool is_dns_label(std::string_view text) {
  return !text.empty() && text.size() <= kDnsLabelBytesMax && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

std::string text_at(const Json& object, const char* key) {
  const auto found = object.is_object() ? object.find(key) : object.end();
  return object.is_object() && found != object.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

const Json& at(const Json& object, const char* key) {
  static const Json kNothing;
  if (!object.is_object()) return kNothing;
  const auto found = object.find(key);
  return found == object.end() ? kNothing : *found;
}

// nullopt: neither by name nor by label.
std::optional<int> rank_of(const std::string& name, const Json& labels) {
  const auto usual = std::find(kNames.begin(), kNames.end(), name);
  if (usual != kNames.end()) return static_cast<int>(usual - kNames.begin());
  for (const std::string_view part : kOtherParts) {
    if (name.find(part) != std::string::npos) return std::nullopt;
  }
  const std::string app_name = text_at(labels, "app.kubernetes.io/name");
  const std::string app = text_at(labels, "app");
  const bool thanos = app_name.starts_with("thanos-quer") || app == "thanos-query";
  const bool prometheus = text_at(labels, "operated-prometheus") == "true" || app_name == "prometheus" ||
                          app == "prometheus" || app == "prometheus-server" ||
                          app == "kube-prometheus-stack-prometheus" || app == "prometheus-operator-prometheus";
  if (prometheus) return kRankByLabel;
  if (thanos) return kRankByLabel + 1;
  return std::nullopt;
}

struct Port {
  int number = 0;
  bool tls = false;
  int rank = 0;
};

std::optional<Port> port_of(const Json& ports) {
  std::optional<Port> best;
  if (!ports.is_array()) return best;
  for (const Json& entry : ports) {
    const Json& number = at(entry, "port");
    if (!number.is_number_integer()) continue;
    const auto value = number.get<std::int64_t>();
    if (value < 1 || value > 65'535) continue;
    const std::string name = text_at(entry, "name");
    Port port{static_cast<int>(value), false, 0};
    // 9091 is OpenShift's authenticating port in front of Prometheus and Thanos, and 443 is what it says.
    port.tls = name.find("https") != std::string::npos || value == 443 || value == 8443 || value == 9091;
    if (name == "web" || name == "http-web" || value == 9090) {
      port.rank = 0;
    } else if (name == "http" || name == "https" || value == 10902 || value == 80) {
      port.rank = 1;
    } else if (ports.size() == 1) {
      port.rank = 2;
    } else {
      continue;
    }
    if (!best || port.rank < best->rank) best = port;
  }
  return best;
}

}  // namespace

std::string ServiceCandidate::proxy_path() const {
  return fmt::format("/api/v1/namespaces/{}/services/{}:{}:{}/proxy", namespace_name, tls ? "https" : "http", name,
                     port);
}

std::string ServiceCandidate::described() const {
  return fmt::format("service '{}/{}:{}'", namespace_name, name, port);
}

std::span<const std::string_view> label_selectors() { return kSelectors; }
std::span<const std::string_view> usual_names() { return kNames; }
std::span<const std::string_view> usual_namespaces() { return kNamespaces; }

bool is_administrators(std::string_view namespace_name) {
  const auto holds = [&](std::span<const std::string_view> names) {
    return std::find(names.begin(), names.end(), namespace_name) != names.end();
  };
  return holds(kNamespaces) || holds(kMoreNamespaces) ||
         std::any_of(kReservedPrefixes.begin(), kReservedPrefixes.end(),
                     [&](std::string_view prefix) { return namespace_name.starts_with(prefix); });
}

std::optional<std::vector<ServiceCandidate>> candidates_from(std::string_view body) {
  const Json list = Json::parse(body, nullptr, false);
  const Json& items = at(list, "items");
  // An empty list of older servers has "items": null.
  if (!list.is_object() || !list.contains("items") || !(items.is_array() || items.is_null())) return std::nullopt;
  std::vector<ServiceCandidate> found;
  for (const Json& item : items) {
    const Json& metadata = at(item, "metadata");
    ServiceCandidate candidate;
    candidate.namespace_name = text_at(metadata, "namespace");
    candidate.name = text_at(metadata, "name");
    if (!is_dns_label(candidate.namespace_name) || !is_dns_label(candidate.name)) continue;
    const auto rank = rank_of(candidate.name, at(metadata, "labels"));
    const auto port = port_of(at(at(item, "spec"), "ports"));
    if (!rank || !port) continue;
    candidate.rank = *rank;
    candidate.port = port->number;
    candidate.tls = port->tls;
    found.push_back(std::move(candidate));
  }
  return best_of(std::move(found));
}

std::vector<ServiceCandidate> best_of(std::vector<ServiceCandidate> candidates) {
  std::sort(candidates.begin(), candidates.end(), [](const ServiceCandidate& a, const ServiceCandidate& b) {
    return std::tie(a.rank, a.namespace_name, a.name, a.port) < std::tie(b.rank, b.namespace_name, b.name, b.port);
  });
  candidates.erase(std::unique(candidates.begin(), candidates.end()), candidates.end());
  if (candidates.size() > kCandidatesMax) candidates.resize(kCandidatesMax);
  return candidates;
}

}  // namespace oomscan::prometheus
