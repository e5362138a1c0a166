#include "record/baseline.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "oomscan/model/identity.hpp"

namespace oomscan::record {
namespace {

struct KnownCluster {
  const RecordedCluster* cluster = nullptr;
  std::set<std::string> fingerprints;
};

}  // namespace

std::vector<std::optional<Novelty>> novelty_against(const RunRecord& earlier, const ScanReport& report) {
  std::vector<KnownCluster> known;
  for (const RecordedCluster& cluster : earlier.clusters) {
    KnownCluster one{&cluster, {}};
    for (const RecordedFinding& finding : cluster.findings) one.fingerprints.insert(finding.fingerprint);
    known.push_back(std::move(one));
  }
  std::map<std::string, const KnownCluster*> by_id;  // the report's ids
  for (const ClusterCoverage& coverage : report.coverage) {
    const auto found = std::find_if(known.begin(), known.end(), [&](const KnownCluster& each) {
      return each.cluster->id == coverage.cluster_id ||
             (!coverage.server.empty() && each.cluster->server == coverage.server);
    });
    if (found != known.end()) by_id.emplace(coverage.cluster_id, &*found);
  }
  std::vector<std::optional<Novelty>> all;
  for (Finding finding : report.findings) {
    const auto cluster = by_id.find(finding.cluster_id);
    if (cluster == by_id.end()) {
      all.emplace_back();
      continue;
    }
    const KnownCluster& before = *cluster->second;
    finding.cluster_id = before.cluster->id;  // the same cluster may have been known by another name
    const auto& read = before.cluster->complete_namespaces;
    if (before.fingerprints.contains(finding.fingerprint) || before.fingerprints.contains(fingerprint_of(finding))) {
      all.emplace_back(Novelty::known);
    } else if (std::find(read.begin(), read.end(), finding.namespace_name) != read.end()) {
      all.emplace_back(Novelty::fresh);
    } else {
      all.emplace_back();
    }
  }
  return all;
}

}  // namespace oomscan::record
