#include "scan/cluster_coverage.hpp"

#include <algorithm>

namespace oomscan::scan {

CoverageStatus status_of(const ClusterCoverage& coverage, bool anything_read) {
  if (!anything_read) return CoverageStatus::skipped;
  const bool whole = std::all_of(coverage.gaps.begin(), coverage.gaps.end(),
                                 [](const Gap& gap) { return gap.subject == GapSubject::history; });
  return whole ? CoverageStatus::scanned : CoverageStatus::partial;
}

ClusterCoverage coverage_of(const Cluster& cluster) {
  ClusterCoverage coverage;
  coverage.cluster = cluster.name;
  coverage.context = cluster.context.name;
  coverage.server = cluster.context.server;
  coverage.cluster_uid = cluster.uid;
  coverage.cluster_id = cluster.uid.empty() ? cluster.context.server : cluster.uid;
  for (const Context& other : cluster.folded) coverage.folded_contexts.push_back(other.name);
  return coverage;
}

Gap gap_of_unread_cluster() {
  return gap_from(Error{ErrorKind::cancelled, "stopped before it was read", ""}, "", GapSubject::cluster);
}

}  // namespace oomscan::scan
