// The fleet that a newcomer sees: everything the program can say, on workloads that look like real ones.
#include "fleet_sim/presets.hpp"
#include "fleet_sim/scenarios.hpp"

namespace oomscan::fleet_sim {
namespace {

ClusterSpec production() {
  ClusterSpec cluster = open_cluster("kflux-prd-es01");
  cluster.namespaces = {
      {"default", {}, 0},
      {"openshift-etcd", {}, 3},
      {"openshift-monitoring", {{"healthy", "prometheus-operator"}}, 8},
      {"payments", {{"oom-looping", "payments-api"}, {"oom-recovered-lately", "ledger"}, {"healthy", "checkout"}}, 6},
      {"tenant-a-prod", {{"crash-liveness", "gateway"}, {"healthy", "frontend"}}, 5},
      {"tenant-b-prod", {{"oom-job", "nightly-report"}, {"image-pull", "importer"}}, 4},
      {"clusters-a53fda0e", {{"oom-init", "catalog-operator"}}, 6},
      {"team-debug", {{"oom-ephemeral", "shell"}}, 2},
      {"sandbox-1", {{"crash-exit-1", "experiment"}}, 2},
      {"build-pipelines", {{"task-run", "build-7f2c"}, {"completed", "cleanup"}}, 0},
  };
  // Another `oc project` in the same session: the same cluster and user.
  cluster.contexts.push_back({"sre", "payments"});
  return cluster;
}

ClusterSpec staging() {
  ClusterSpec cluster = open_cluster("kflux-stg-eu02");
  cluster.namespaces = {
      {"default", {}, 0},
      {"openshift-etcd", {{"crash-exit-139", "etcd-backup"}}, 3},
      {"payments", {{"deployment-config", "payments-legacy"}, {"stateful-set", "payments-db"}}, 4},
      {"shop", {{"oom-native-sidecar", "cart"}, {"limit-too-low", "banner"}, {"old-restarts", "search"}}, 5},
      {"tenant-a-prod", {{"gone-pod", "mailer"}}, 3},
  };
  cluster.identities = {limited_identity("developer", {"default", "payments", "shop", "tenant-a-prod"})};
  cluster.contexts = {{"developer", "shop"}};
  cluster.expected_status = "partial";
  cluster.expected_gaps = {{"openshift-etcd", "pods", "forbidden"}, {"openshift-etcd", "events", "forbidden"}};
  return cluster;
}

ClusterSpec edge() {
  ClusterSpec cluster = open_cluster("edge-prd-us03");
  cluster.openshift = false;
  cluster.namespaces = {
      {"default", {}, 0},
      {"kube-system", {{"mirror-pod", "kube-proxy"}, {"daemon-set", "node-agent"}}, 4},
      {"sensors", {{"crash-init", "collector"}, {"oom-never-with-sidecar", "calibrate"}}, 4},
      {"video", {{"application-labels", "transcoder"}, {"healthy", "player"}}, 5},
  };
  cluster.identities.front().by_certificate = true;
  return cluster;
}

ClusterSpec skipped(const std::string& name, const std::string& why) {
  ClusterSpec cluster = open_cluster(name);
  cluster.namespaces = {{"default", {{"oom-looping", "unseen"}}, 1}};
  cluster.expected_status = "skipped";
  cluster.expected_gaps = {{"", "cluster", why}};
  return cluster;
}

}  // namespace

void fill_demo(FleetSpec& fleet, const Sizes&) {
  ClusterSpec down = skipped("kflux-dr-es04", "unreachable");
  down.door = DoorKind::closed;
  ClusterSpec logged_out = skipped("kflux-old-es05", "unauthorized");
  logged_out.identities.front().expired = true;
  fleet.clusters = {production(), staging(), edge(), down, logged_out};
}

void fill_scenarios(FleetSpec& fleet, const Sizes& sizes) {
  ClusterSpec cluster = open_cluster("scenario-prd-es01");
  cluster.namespaces = {{"default", {}, 0}};
  for (const Scenario& scenario : scenarios()) {
    const std::string name(scenario.name);
    cluster.namespaces.push_back({"s-" + name, {{name, name}}, sizes.pods > 0 ? sizes.pods : 1});
  }
  fleet.clusters = {cluster};
}

}  // namespace oomscan::fleet_sim
