#include "access/right.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "oomscan/model/event.hpp"

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
  // The authority of the route's certificate; else this machine's authorities are asked.
  rights.push_back({Purpose::prometheus_route,
                    kCore,
                    "configmaps",
                    kWhole,
                    "get",
                    {"default-ingress-cert"},
                    Place::prometheus_namespace,
                    Without::fallback,
                    false});
  add(Purpose::prometheus_service, kCore, "services", kWhole, "list", {});
  add(Purpose::prometheus_service, kCore, "services", "proxy", "get", {});
}

}  // namespace

std::vector<Right> rights_for(const Options& options, RulesNeed need) {
  std::vector<Right> rights;
  const Place place = options.namespaces.empty() ? Place::whole_cluster : Place::named_namespaces;
  const auto add = [&](Purpose purpose, std::string_view resource, std::string_view subresource,
                       std::string_view verb) {
    rights.push_back({purpose, kCore, resource, subresource, verb, {}, place, Without::gap});
  };
  const auto add_convenience = [&](Purpose purpose, std::string_view group, std::string_view resource,
                                   std::string_view verb, std::vector<std::string_view> names, bool in_roles) {
    rights.push_back(
        {purpose, group, resource, kWhole, verb, std::move(names), Place::whole_cluster, Without::fallback, in_roles});
  };
  const bool whole = place == Place::whole_cluster;
  if (whole) add(Purpose::list_namespaces, "namespaces", kWhole, "list");
  // A tenant's role ends at its namespaces: then the address stands for the cluster.
  add_convenience(Purpose::know_cluster, kCore, "namespaces", "get", {"kube-system"}, whole);
  add_convenience(Purpose::know_namespaces, kCore, "namespaces", "get", {}, false);
  if (whole) add_convenience(Purpose::list_projects, "project.openshift.io", "projects", "list", {}, false);
  add(Purpose::list_pods, "pods", kWhole, "list");
  add(Purpose::list_events, "events", kWhole, "list");
  const auto& named = options.namespaces;
  if (!whole && need.node_events && std::find(named.begin(), named.end(), kNodeEventsNamespace) == named.end()) {
    rights.push_back({Purpose::list_node_events, kCore, "events", kWhole, "list", {}, Place::node_events_namespace});
  }
  // A description is of the pod, and of its Events, which are listed anyhow.
  if (options.collect_artifacts && options.collect_descriptions) add(Purpose::describe_pods, "pods", kWhole, "get");
  if (options.collect_artifacts && options.collect_logs) add(Purpose::read_logs, "pods", "log", "get");
  // A Prometheus that is named is asked directly, not through the cluster.
  if (!options.skip_prometheus && options.prometheus_url.empty()) add_prometheus(rights);
  return rights;
}

std::vector<Right> rights_to_give(const Options& options, RulesNeed need) {
  std::vector<Right> rights = rights_for(options, need);
  std::erase_if(rights, [](const Right& right) { return !right.in_roles; });
  return rights;
}

std::string_view words_for(Purpose purpose) {
  switch (purpose) {
    case Purpose::list_namespaces:
      return "to know all namespaces";
    case Purpose::know_cluster:
      return "to know which cluster it is, whatever its address";
    case Purpose::know_namespaces:
      return "to tell an empty namespace from one that is not there";
    case Purpose::list_projects:
      return "to know the namespaces of this user";
    case Purpose::list_node_events:
      return "to see the OOM kills that Nodes tell of";
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
