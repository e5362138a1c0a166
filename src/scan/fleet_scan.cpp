#include "scan/fleet_scan.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "oomscan/model/text.hpp"
#include "scan/idle_patterns.hpp"
#include "scan/same_cluster.hpp"

namespace oomscan::scan {
namespace {

ClusterResult never_started(const Cluster& cluster, const TimeBudget& run) {
  ClusterResult result{coverage_of(cluster), {}};
  result.coverage.gaps.push_back(gap_of_unread_cluster());
  name_stops(result.coverage.gaps, run);
  return result;
}

std::optional<TimeLimit> limit_of_run(const ScanSettings& settings) {
  if (settings.deadline <= Seconds{0}) return std::nullopt;
  return TimeLimit{settings.run_began + settings.deadline,
                   fmt::format("the run's {} s (--deadline) were over", settings.deadline.count()),
                   "raise --deadline, or scan fewer clusters with --contexts"};
}

// Only once every cluster has been looked at is it known that a pattern matches nothing.
void tell_idle_patterns(std::vector<ClusterResult>& results, Log* log) {
  for (const std::string& pattern : idle_includes(results)) {
    for (ClusterResult& result : results) {
      if (result.namespaces_known) result.coverage.gaps.push_back(gap_of_idle_include(pattern));
    }
  }
  if (log == nullptr) return;
  for (const std::string& pattern : idle_excludes(results)) {
    log->info(fmt::format("--exclude-ns '{}' matches no namespace in any cluster", printable(pattern)));
  }
}

}  // namespace

ScanReport scan_fleet(const std::vector<Cluster>& clusters, Fleet& fleet, const ScanParts& parts,
                      const std::string& tool_version, std::stop_token stop) {
  ScanReport report;
  report.tool_version = tool_version;
  report.time_range = parts.settings.range;
  report.time_range_promised = parts.settings.range_promised;
  report.generated_at = parts.settings.range.to;

  const TimeBudget run{parts.clock, limit_of_run(parts.settings), stop};
  ClusterSlots slots{parts.settings.clusters_at_once};
  const ClusterTurn turn{slots, run};
  parts.observer.fleet_started(clusters.size());
  std::vector<std::optional<ClusterResult>> results(clusters.size());
  parts.scheduler.for_each(
      clusters.size(), std::max<std::size_t>(1, parts.settings.clusters_at_once) + kConnectingAheadMax,
      [&](std::size_t i) { results[i] = scan_cluster(clusters[i], fleet, parts, turn); }, run.token());

  std::vector<ClusterResult> scanned;
  for (std::size_t i = 0; i < clusters.size(); ++i) {
    scanned.push_back(results[i] ? std::move(results[i]).value() : never_started(clusters[i], run));
  }
  tell_idle_patterns(scanned, parts.log);
  for (ClusterResult& result : scanned) {
    report.coverage.push_back(std::move(result.coverage));
    std::move(result.findings.begin(), result.findings.end(), std::back_inserter(report.findings));
  }
  report.interrupted = stop.stop_requested();
  std::sort(report.findings.begin(), report.findings.end(), before);
  std::sort(report.coverage.begin(), report.coverage.end(),
            [](const ClusterCoverage& left, const ClusterCoverage& right) { return left.cluster < right.cluster; });
  join_findings(report);
  return report;
}

}  // namespace oomscan::scan
