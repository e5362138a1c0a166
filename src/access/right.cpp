#include "access/right.hpp"

namespace oomscan::access {
namespace {

constexpr std::string_view kCore;
constexpr std::string_view kWhole;  // no subresource

void add_prometheus(std::vector<Right>& rights) {
  const auto add = [&](Purpose purpose, std::string_view group, std::string_view resource, std::string_view subresource,
                       std::string_view verb, std::vector<std::string_view> names) {
    rights.push_back({purpose, group, resource, subresource, verb, std::move(names), Place::prometheus_namespace,
                      Without::fallback});
  };
  add(Purpose::prometheus_route, "route.openshift.io", "routes", kWhole, "get", {"thanos-querier", "prometheus-k8s"});
  // What the proxy in front of thanos-querier asks the API server about its callers (OpenShift 4.15 and later).
  add(Purpose::prometheus_route, "monitoring.coreos.com", "prometheuses", "api", "get", {"k8s"});
  add(Purpose::prometheus_service, kCore, "services", kWhole, "list", {});
  add(Purpose::prometheus_service, kCore, "services", "proxy", "get", {});
}

}  // namespace

std::vector<Right> rights_for(const Options& options) {
  std::vector<Right> rights;
  const Place place = options.namespaces.empty() ? Place::whole_cluster : Place::named_namespaces;
  const auto add = [&](Purpose purpose, std::string_view resource, std::string_view subresource,
                       std::string_view verb) {
    rights.push_back({purpose, kCore, resource, subresource, verb, {}, place, Without::gap});
  };
  if (place == Place::whole_cluster) add(Purpose::list_namespaces, "namespaces", kWhole, "list");
  add(Purpose::list_pods, "pods", kWhole, "list");
  add(Purpose::list_events, "events", kWhole, "list");
  // `describe` gets the pod and lists its Events.
  if (options.collect_artifacts && options.collect_descriptions) add(Purpose::describe_pods, "pods", kWhole, "get");
  if (options.collect_artifacts && options.collect_logs) add(Purpose::read_logs, "pods", "log", "get");
  // A Prometheus that is named is asked directly, not through the cluster.
  if (!options.skip_prometheus && options.prometheus_url.empty()) add_prometheus(rights);
  return rights;
}

std::string_view words_for(Purpose purpose) {
  switch (purpose) {
    case Purpose::list_namespaces:
      return "to know all namespaces";
    case Purpose::list_pods:
      return "to see containers that were killed or crash";
    case Purpose::list_events:
      return "to see what the status of a pod no longer shows";
    case Purpose::describe_pods:
      return "to describe pods with findings";
    case Purpose::read_logs:
      return "to save their logs";
    case Purpose::prometheus_route:
      return "to ask the Prometheus of OpenShift about the past";
    case Purpose::prometheus_service:
      return "to ask the Prometheus of a cluster about the past";
  }
  return "";
}

}  // namespace oomscan::access
