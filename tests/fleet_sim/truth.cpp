#include "fleet_sim/truth.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "fleet_sim/access.hpp"
#include "fleet_sim/kubeconfig.hpp"

namespace oomscan::fleet_sim {
namespace {

Json finding_json(const Expected& expected) {
  Json json = {{"scenario", expected.scenario},   {"namespace", expected.namespace_name},      {"pod", expected.pod},
               {"container", expected.container}, {"container_kind", expected.container_kind}, {"type", expected.type}};
  if (expected.state) json["state"] = *expected.state;
  if (expected.confidence) json["confidence"] = *expected.confidence;
  if (expected.cause) json["cause"] = *expected.cause;
  if (expected.workload) {
    const std::size_t slash = expected.workload->find('/');
    json["workload"] = {{"kind", expected.workload->substr(0, slash)}, {"name", expected.workload->substr(slash + 1)}};
  }
  const auto number = [&json](const char* name, const std::optional<std::optional<int>>& value) {
    if (!value) return;
    json[name] = nullptr;
    if (*value) json[name] = **value;
  };
  number("exit_code", expected.exit_code);
  number("restart_count", expected.restart_count);
  if (expected.timestamps) {
    std::vector<Timestamp> sorted = *expected.timestamps;
    std::sort(sorted.begin(), sorted.end());
    json["timestamps"] = Json::array();
    for (const Timestamp time : sorted) json["timestamps"].push_back(rfc3339(time));
  }
  json["newest_timestamp"] = nullptr;
  if (expected.newest) json["newest_timestamp"] = rfc3339(*expected.newest);
  return json;
}

auto sort_key(const Json& finding) {
  return std::tuple(finding["namespace"].get<std::string>(), finding["pod"].get<std::string>(),
                    finding["container"].get<std::string>(), finding["type"].get<std::string>());
}

Json findings_of(const SimCluster& cluster, const Identity* identity) {
  std::vector<Json> findings;
  if (cluster.spec.door == DoorKind::open && identity != nullptr && !identity->expired) {
    for (const Expected& expected : cluster.expected) {
      if (may(identity, "pods", expected.namespace_name)) findings.push_back(finding_json(expected));
    }
  }
  std::sort(findings.begin(), findings.end(), [](const Json& a, const Json& b) { return sort_key(a) < sort_key(b); });
  return findings;
}

// Objects of one kind that this identity may list.
std::size_t visible(const SimCluster& cluster, const ObjectStore& store, const Identity* identity) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < cluster.namespaces.size(); ++i) {
    const std::string& name = cluster.namespaces.name_of(i);
    if (!may(identity, store.kind().resource, name)) continue;
    const ObjectStore::Range range = store.range(name);
    count += range.end - range.begin;
  }
  return count;
}

const Identity* identity_of(const ClusterSpec& spec, const std::string& user) {
  for (const Identity& identity : spec.identities) {
    if (identity.user == user) return &identity;
  }
  return nullptr;
}

Json cluster_json(const FleetServer& fleet, std::size_t index, const std::string& user) {
  const SimCluster& cluster = fleet.cluster(index);
  const ClusterSpec& spec = cluster.spec;
  const Identity* identity = identity_of(spec, user);
  Json json = {{"cluster", spec.name}, {"context", ""}, {"folded_contexts", Json::array()}};
  for (const ContextSpec& context : spec.contexts) {
    if (context.user != user) continue;
    if (json["context"] == "") {
      json["context"] = context_name(spec, context);
    } else {
      json["folded_contexts"].push_back(context_name(spec, context));
    }
  }
  json["server"] = fleet.url(index);
  json["user"] = user;
  json["status"] = spec.expected_status;
  json["namespaces_total"] = cluster.namespaces.size();
  json["namespaces"] = Json::array();
  for (std::size_t i = 0; i < cluster.namespaces.size(); ++i) {
    json["namespaces"].push_back({{"name", cluster.namespaces.name_of(i)},
                                  {"pods_readable", may(identity, "pods", cluster.namespaces.name_of(i))}});
  }
  json["pods"] = visible(cluster, cluster.pods, identity);
  json["events"] = visible(cluster, cluster.events, identity);
  json["events_reach_back_to"] = rfc3339(cluster.now - std::chrono::seconds(spec.events_reach_back_s));
  json["findings"] = findings_of(cluster, identity);
  json["gaps"] = Json::array();
  for (const ExpectedGap& gap : spec.expected_gaps) {
    json["gaps"].push_back({{"namespace", gap.namespace_name}, {"what", gap.what}, {"why", gap.why}});
  }
  return json;
}

}  // namespace

Json truth_of(const FleetServer& fleet, const FleetSpec& spec) {
  Json truth = {{"schema_version", 1}, {"seed", spec.seed}, {"now", rfc3339(spec.now)}, {"clusters", Json::array()}};
  for (std::size_t i = 0; i < fleet.size(); ++i) {
    const ClusterSpec& cluster = fleet.cluster(i).spec;
    std::vector<std::string> seen;
    std::optional<std::size_t> known;  // the entry of the first user who may ask the cluster who it is
    for (const ContextSpec& context : cluster.contexts) {
      if (std::find(seen.begin(), seen.end(), context.user) != seen.end()) continue;
      seen.push_back(context.user);
      Json entry = cluster_json(fleet, i, context.user);
      const bool told = may(identity_of(cluster, context.user), "namespaces", kIdentityNamespace);
      if (told && known) {
        Json& folded = truth["clusters"][*known]["folded_contexts"];
        folded.push_back(entry["context"]);
        for (const Json& other : entry["folded_contexts"]) folded.push_back(other);
        continue;
      }
      if (told) known = truth["clusters"].size();
      truth["clusters"].push_back(std::move(entry));
    }
  }
  return truth;
}

}  // namespace oomscan::fleet_sim
