#include "scan/cluster_metrics.hpp"

#include <memory>
#include <utility>

#include <fmt/format.h>

#include "oomscan/model/cluster.hpp"

namespace oomscan::scan {
namespace {

ClusterMetrics without_prometheus(const Error& error, const std::string& cluster, const ScanParts& parts) {
  ClusterMetrics none;
  const bool refused = error.kind == ErrorKind::forbidden;
  if (parts.settings.prometheus_was_named || !(refused || error.kind == ErrorKind::not_found)) {
    none.gaps.push_back(gap_from(error, "", GapSubject::prometheus));
    return none;
  }
  // None was found. Not a gap of its own: what is missing without it is the history, and that gap says how much.
  none.notes.push_back(refused ? "no Prometheus found where this user may look ('oom-scan doctor' says more)"
                               : fmt::format("no Prometheus found ({})",
                                             error.hint.empty() ? "name one with --prometheus-url" : error.hint));
  if (parts.log != nullptr) parts.log->debug(fmt::format("'{}': {}", cluster, error.message));
  return none;
}

}  // namespace

ClusterMetrics read_cluster_metrics(const MetricsDoor& door, const std::vector<std::string>& namespaces,
                                    const TimeRange& range, const ScanParts& parts, const std::stop_token& stop) {
  Result<std::unique_ptr<MetricsReader>> prometheus = parts.metrics->open(door, stop);
  if (!prometheus) return without_prometheus(prometheus.error(), door.cluster.name, parts);
  MetricsAnswer answer = (*prometheus)->read(namespaces, range, stop);
  ClusterMetrics metrics;
  metrics.notes.push_back("Prometheus: " + (*prometheus)->description());
  metrics.reaches_back_to = answer.reaches_back_to;
  metrics.present = std::move(answer.present);
  if (metrics.present.empty() && answer.reaches_back_to) metrics.present = {{*answer.reaches_back_to, range.to}};
  metrics.unanswered = std::move(answer.unanswered);
  for (Gap& gap : answer.gaps) {
    // How far back was seen is said once, of Events and Prometheus together.
    if (gap.subject != GapSubject::history) metrics.gaps.push_back(std::move(gap));
  }
  metrics.observations = std::move(answer.observations);
  return metrics;
}

}  // namespace oomscan::scan
