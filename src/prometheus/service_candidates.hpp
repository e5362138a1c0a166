// Services that may be a Prometheus, by their usual labels and names. Pure functions, safe from any thread.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace oomscan::prometheus {

struct ServiceCandidate {
  std::string namespace_name;
  std::string name;
  int port = 0;
  bool tls = false;
  int rank = 0;  // lower first

  // "/api/v1/namespaces/NS/services/SCHEME:NAME:PORT/proxy"
  [[nodiscard]] std::string proxy_path() const;
  [[nodiscard]] std::string described() const;  // "service 'monitoring/prometheus-k8s:9090'"

  friend bool operator==(const ServiceCandidate&, const ServiceCandidate&) = default;
};

// Label selectors of the charts and operators in use, as a list request takes them.
[[nodiscard]] std::span<const std::string_view> label_selectors();
// Names that they give, best first: a Prometheus of this cluster before a Thanos, which may hold other clusters, too.
[[nodiscard]] std::span<const std::string_view> usual_names();
// Where administrators usually install them, for an identity that may not list services everywhere.
[[nodiscard]] std::span<const std::string_view> usual_namespaces();
// Whether a namespace is, by its name, one that no tenant has: a usual one of those, or one whose prefix OpenShift and
// Kubernetes keep for themselves. Labels and names of services prove nothing: anyone sets them in a namespace of his
// own.
[[nodiscard]] bool is_administrators(std::string_view namespace_name);

// The services of a v1 ServiceList that may be asked, best first; nullopt if `body` is no such list. Services that
// carry neither a usual label nor a usual name, or have no fitting port, are left out.
[[nodiscard]] std::optional<std::vector<ServiceCandidate>> candidates_from(std::string_view body);

// Sorted by rank, namespace, name; each once; at most kCandidatesMax.
inline constexpr std::size_t kCandidatesMax = 12;
[[nodiscard]] std::vector<ServiceCandidate> best_of(std::vector<ServiceCandidate> candidates);

}  // namespace oomscan::prometheus
