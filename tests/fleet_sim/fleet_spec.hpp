// What a fleet is to look like, before it is built: plain values, filled by a preset, flags and a JSON file.
#pragma once

#include <chrono>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "fleet_sim/door_kind.hpp"

namespace oomscan::fleet_sim {

struct ScenarioUse {
  std::string scenario;
  std::string app;  // name of the workload
};

struct NamespaceSpec {
  std::string name;
  std::vector<ScenarioUse> scenarios;
  int healthy_pods = 0;  // beside those of the scenarios
};

// Additive, as RBAC is.
struct Rule {
  std::set<std::string> resources;  // "pods", "pods/log", "events", "namespaces", "projects", "nodes"; "*": all
  bool cluster_wide = false;
  std::set<std::string> namespaces;  // where it holds if not cluster-wide
};

struct Identity {
  std::string user;
  std::vector<std::string> groups;
  bool by_certificate = false;  // else by bearer token
  bool expired = false;         // its token is not accepted any more
  std::string token{};          // empty: one made from the seed, which no other cluster accepts
  std::vector<Rule> rules;
};

// Something that a correct scan reports as not seen.
struct ExpectedGap {
  std::string namespace_name;  // empty: whole cluster
  std::string what;
  std::string why;
};

struct ContextSpec {
  std::string user;            // an identity of the cluster
  std::string namespace_name;  // the context's own
};

struct ClusterSpec {
  std::string name;  // "kflux-prd-es01": what a scan should call it
  std::string host;  // "api-kflux-prd-es01-x7k2-p1-openshiftapps-com:6443": as in context names
  bool openshift = true;
  DoorKind door = DoorKind::open;
  int nodes = 3;
  // Age of the oldest Event in each namespace: how far back they reach.
  int events_reach_back_s = 10'000;
  std::vector<NamespaceSpec> namespaces;
  std::vector<Identity> identities;
  std::vector<ContextSpec> contexts;
  std::string expected_status = "scanned";  // scanned, partial, skipped; leaving aside how far history reaches
  std::vector<ExpectedGap> expected_gaps;
};

struct FleetSpec {
  std::vector<ClusterSpec> clusters;
  std::string seed = "1";
  std::chrono::sys_seconds now{};
  std::size_t pod_bytes = 8500;
  bool tls = true;
  int minor_version = 32;  // of Kubernetes 1
  bool protobuf = true;    // false: only JSON is served, as behind an old or foreign server
};

}  // namespace oomscan::fleet_sim
