#include "scan/fleet_scan.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

namespace oomscan::scan {
namespace {

ClusterResult never_started(const Cluster& cluster) {
  ClusterResult result;
  result.coverage.cluster = cluster.name;
  result.coverage.context = cluster.context.name;
  result.coverage.server = cluster.context.server;
  for (const Context& other : cluster.folded) result.coverage.folded_contexts.push_back(other.name);
  result.coverage.gaps.push_back(Gap{"", "cluster", "interrupted", "stopped before it was read", ""});
  return result;
}

}  // namespace

ScanReport scan_fleet(const std::vector<Cluster>& clusters, Fleet& fleet, const ScanParts& parts,
                      const std::string& tool_version, std::stop_token stop) {
  ScanReport report;
  report.tool_version = tool_version;
  report.time_range = parts.settings.range;
  report.generated_at = parts.settings.range.to;

  parts.observer.fleet_started(clusters.size());
  std::vector<std::optional<ClusterResult>> results(clusters.size());
  parts.scheduler.for_each(
      clusters.size(), parts.settings.clusters_at_once,
      [&](std::size_t i) { results[i] = scan_cluster(clusters[i], fleet, parts, stop); }, stop);

  for (std::size_t i = 0; i < clusters.size(); ++i) {
    ClusterResult result = results[i] ? std::move(results[i]).value() : never_started(clusters[i]);
    report.coverage.push_back(std::move(result.coverage));
    std::move(result.findings.begin(), result.findings.end(), std::back_inserter(report.findings));
  }
  report.interrupted = stop.stop_requested();
  std::sort(report.findings.begin(), report.findings.end(), before);
  std::sort(report.coverage.begin(), report.coverage.end(),
            [](const ClusterCoverage& left, const ClusterCoverage& right) { return left.cluster < right.cluster; });
  return report;
}

}  // namespace oomscan::scan
