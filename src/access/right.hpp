// What a scan reads of a cluster: the one list that `rbac` prints as roles and `doctor` asks the cluster about, so that
// the two cannot disagree.
//
// Not in it: `get namespaces`, with which a scan tells an empty namespace of --namespaces from a mistyped one. Whoever
// is given a role in a namespace need not be told that it exists. And `list projects`, which every OpenShift user may.
#pragma once

#include <string_view>
#include <vector>

#include "oomscan/model/options.hpp"

namespace oomscan::access {

enum class Purpose {
  list_namespaces,
  list_pods,
  list_events,
  describe_pods,
  read_logs,
  prometheus_route,    // on OpenShift: the Prometheus behind a route
  prometheus_service,  // elsewhere: the Prometheus behind a service, through the API server
};

// Where a right must hold.
enum class Place {
  whole_cluster,
  named_namespaces,      // each of --namespaces
  prometheus_namespace,  // where the Prometheus lives: openshift-monitoring, monitoring, ...
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

  friend bool operator==(const Right&, const Right&) = default;
};

inline constexpr std::string_view kOpenShiftMonitoring = "openshift-monitoring";

// In the order in which a scan needs them. Depends on the options alone.
[[nodiscard]] std::vector<Right> rights_for(const Options& options);

// What the rights of one purpose are good for, for people: "to read pods".
[[nodiscard]] std::string_view words_for(Purpose purpose);

}  // namespace oomscan::access
