#include "fleet_sim/presets.hpp"

#include "fleet_sim/names.hpp"

namespace oomscan::fleet_sim {
namespace {

int or_else(int value, int otherwise) { return value > 0 ? value : otherwise; }

std::string numbered(const std::string& stem, int number, int digits) {
  std::string text = std::to_string(number);
  text.insert(0, text.size() < static_cast<std::size_t>(digits) ? static_cast<std::size_t>(digits) - text.size() : 0,
              '0');
  return stem + text;
}

void fill_empty(FleetSpec& fleet, const Sizes& sizes) {
  for (int i = 1; i <= or_else(sizes.clusters, 1); ++i) {
    ClusterSpec cluster = open_cluster(numbered("empty-prd-es", i, 2));
    cluster.namespaces = {{"default", {}, 0}, {"kube-system", {}, 0}};
    fleet.clusters.push_back(std::move(cluster));
  }
}

void fill_healthy(FleetSpec& fleet, const Sizes& sizes) {
  for (int i = 1; i <= or_else(sizes.clusters, 1); ++i) {
    ClusterSpec cluster = open_cluster(numbered("well-prd-es", i, 2));
    cluster.namespaces = {{"default", {}, 0}};
    for (int n = 1; n <= or_else(sizes.namespaces, 5); ++n) {
      cluster.namespaces.push_back({numbered("tenant-", n, 3), {}, or_else(sizes.pods, 10)});
    }
    fleet.clusters.push_back(std::move(cluster));
  }
}

// Many namespaces, a failure in every tenth: what a benchmark scans.
void fill_large(FleetSpec& fleet, const Sizes& sizes) {
  static const std::vector<std::string> kFailures{"oom-looping", "crash-exit-1", "oom-job", "image-pull",
                                                  "oom-recovered"};
  for (int i = 1; i <= or_else(sizes.clusters, 1); ++i) {
    ClusterSpec cluster = open_cluster(numbered("large-prd-es", i, 2));
    cluster.nodes = 50;
    cluster.namespaces = {{"default", {}, 0}};
    for (int n = 1; n <= or_else(sizes.namespaces, 500); ++n) {
      NamespaceSpec space{numbered("tenant-", n, 4), {}, or_else(sizes.pods, 20)};
      if (n % 10 == 5) {
        const std::size_t which = static_cast<std::size_t>(n / 10) % kFailures.size();
        space.scenarios.push_back({kFailures[which], "payments"});
      }
      cluster.namespaces.push_back(std::move(space));
    }
    fleet.clusters.push_back(std::move(cluster));
  }
}

// Many small clusters, each with one failure.
void fill_fleet(FleetSpec& fleet, const Sizes& sizes) {
  for (int i = 1; i <= or_else(sizes.clusters, 20); ++i) {
    ClusterSpec cluster = open_cluster(numbered("fleet-prd-es", i, 3));
    cluster.namespaces = {{"default", {}, 0}};
    for (int n = 1; n <= or_else(sizes.namespaces, 3); ++n) {
      cluster.namespaces.push_back({numbered("tenant-", n, 3), {}, or_else(sizes.pods, 5)});
    }
    cluster.namespaces.back().scenarios.push_back({i % 2 == 0 ? "oom-looping" : "crash-exit-1", "api"});
    fleet.clusters.push_back(std::move(cluster));
  }
}

// One cluster, two contexts of the same user, and a third of another user.
void fill_two_contexts(FleetSpec& fleet, const Sizes&) {
  ClusterSpec cluster = open_cluster("kflux-prd-es01");
  cluster.namespaces = {
      {"default", {}, 0}, {"payments", {{"oom-looping", "payments-api"}}, 2}, {"shop", {{"crash-exit-1", "cart"}}, 2}};
  cluster.contexts.push_back({"sre", "payments"});
  cluster.identities.push_back(limited_identity("auditor", {"default", "payments", "shop"}));
  cluster.contexts.push_back({"auditor", "shop"});
  fleet.clusters.push_back(std::move(cluster));
}

// Namespaces may not be listed; OpenShift shows two projects.
void fill_projects(FleetSpec& fleet, const Sizes&) {
  ClusterSpec cluster = open_cluster("tenant-prd-es01");
  cluster.namespaces = {{"default", {}, 0},
                        {"team-a", {{"oom-looping", "api"}}, 3},
                        {"team-b", {{"crash-exit-139", "worker"}}, 3},
                        {"team-c", {{"oom-looping", "hidden"}}, 3}};
  Identity identity = limited_identity("dev", {"team-a", "team-b"});
  identity.rules.erase(identity.rules.begin());  // the right to list namespaces
  cluster.identities = {identity};
  cluster.contexts = {{"dev", "team-a"}};
  cluster.expected_status = "partial";
  cluster.expected_gaps = {{"", "namespaces", "forbidden"}};
  fleet.clusters.push_back(std::move(cluster));
}

constexpr Preset kPresets[] = {
    {"demo", "three clusters with realistic workloads, one partly forbidden; one down, one with an expired token",
     fill_demo},
    {"scenarios", "one cluster in which every scenario is played", fill_scenarios},
    {"empty", "clusters without pods and Events", fill_empty},
    {"healthy", "clusters in which nothing fails", fill_healthy},
    {"large", "500 namespaces of 20 pods, a failure in every tenth", fill_large},
    {"fleet", "many small clusters", fill_fleet},
    {"two-contexts", "one cluster, three contexts, two users", fill_two_contexts},
    {"projects", "namespaces may not be listed, projects may", fill_projects},
};

}  // namespace

std::span<const Preset> presets() { return kPresets; }

const Preset* find_preset(std::string_view name) {
  for (const Preset& preset : kPresets) {
    if (preset.name == name) return &preset;
  }
  return nullptr;
}

ClusterSpec open_cluster(const std::string& name) {
  ClusterSpec cluster;
  cluster.name = name;
  cluster.host = "api-" + name + "-" + NameSource(name).hex(4) + "-p1-openshiftapps-com:6443";
  Identity sre;
  sre.user = "sre";
  sre.groups = {"cluster-readers"};
  sre.rules = {{{"*"}, true, {}}};
  cluster.identities = {sre};
  cluster.contexts = {{"sre", "default"}};
  return cluster;
}

Identity limited_identity(const std::string& user, const std::set<std::string>& namespaces) {
  Identity identity;
  identity.user = user;
  identity.groups = {"tenants"};
  identity.rules = {{{"namespaces"}, true, {}}, {{"pods", "pods/log", "events"}, false, namespaces}};
  return identity;
}

}  // namespace oomscan::fleet_sim
