// OpenShift's own routes to its monitoring: where a session's token may go, and where not.
//
// The token is sent to a route's host only if the route stands in the namespace of the platform's monitoring, which no
// tenant has, the router has admitted it, it is TLS up to the router, and the host shows a certificate of the cluster's
// own ingress authority. Only where this identity may not read that authority do the system's authorities count.
#pragma once

#include <array>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

#include "oomscan/model/result.hpp"
#include "oomscan/ports/kube_api.hpp"
#include "prometheus/server_url.hpp"

namespace oomscan::prometheus {

inline constexpr std::string_view kRouteNamespace = "openshift-monitoring";
inline constexpr std::array<std::string_view, 2> kRoutes{"thanos-querier", "prometheus-k8s"};
// The ingress operator publishes its default certificate's authorities there, for whoever calls routes from outside.
inline constexpr std::string_view kIngressAuthorityPath =
    "/api/v1/namespaces/openshift-config-managed/configmaps/default-ingress-cert";

[[nodiscard]] std::string route_path(std::string_view name);

// From a Route's JSON (route.openshift.io/v1). bad_answer, with the reason in words: it is another object than the one
// that was asked for, names no host, is not admitted, or has no TLS. Pure, safe from any thread.
[[nodiscard]] Result<ServerUrl> route_url(std::string_view body, std::string_view name);

// The authorities of the cluster's ingress, in PEM; nullopt if they cannot be read. Blocks.
[[nodiscard]] std::optional<std::string> ingress_authority(KubeApi& api, std::stop_token stop);

}  // namespace oomscan::prometheus
