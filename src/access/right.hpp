// What a scan reads of a cluster: the one list that `rbac` prints as roles, `doctor` asks the cluster about and hints
// are made of, so that they cannot disagree. A scan asks for nothing that is not in it, beside /version and what a
// client learns of the API by itself (tests/clients/rights_test.py).
#pragma once

#include <string_view>
#include <vector>

#include "oomscan/model/options.hpp"

namespace oomscan::access {

enum class Purpose {
  list_namespaces,
  know_cluster,     // which one it is: the uid of a namespace that each has
  know_namespaces,  // whether an empty one is there at all
  list_projects,    // on OpenShift: what is known without the list of namespaces
  list_pods,
  list_events,
  list_node_events,
  describe_pods,
  read_logs,
  prometheus_route,    // on OpenShift: the Prometheus behind a route
  prometheus_service,  // elsewhere: the Prometheus behind a service, through the API server
};

// Where a right must hold.
enum class Place {
  whole_cluster,
  named_namespaces,       // each of --namespaces
  prometheus_namespace,   // where the Prometheus lives: openshift-monitoring, monitoring, ...
  node_events_namespace,  // where Events of Nodes are kept (kNodeEventsNamespace)
};

// What a scan does without it.
enum class Without {
  gap,       // part of what was asked for stays unseen, and the scan says so
  fallback,  // it takes another way, or does without, and says so
};

// One right of the Kubernetes API: a verb on a kind of object. Refers to constants: copies are cheap.
struct Right {
  Purpose purpose = Purpose::list_pods;
  std::string_view group;  // empty: the core API
  std::string_view resource;
  std::string_view subresource;         // empty: the object itself
  std::string_view verb;                // "get" or "list": a scan only reads
  std::vector<std::string_view> names;  // of objects; empty: any
  Place place = Place::whole_cluster;
  Without without = Without::gap;
  // False: no role needs to give it. Everybody has it, or what is missed without it is a convenience.
  bool in_roles = true;

  friend bool operator==(const Right&, const Right&) = default;
};

inline constexpr std::string_view kOpenShiftMonitoring = "openshift-monitoring";

// What the rules that are asked for (--types) need beside pods and their Events.
struct RulesNeed {
  bool node_events = false;
};

// In the order in which a scan needs them. Depends on the options, and on what their rules need, alone.
[[nodiscard]] std::vector<Right> rights_for(const Options& options, RulesNeed need = {});

// Those that a role has to give, or that a cluster is asked about.
[[nodiscard]] std::vector<Right> rights_to_give(const Options& options, RulesNeed need = {});

// What the rights of one purpose are good for, for people: "to read pods".
[[nodiscard]] std::string_view words_for(Purpose purpose);

}  // namespace oomscan::access
