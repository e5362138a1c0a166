#include "scan/cluster_scan.hpp"

#include <algorithm>
#include <chrono>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "scan/namespace_plan.hpp"
#include "scan/namespace_walk.hpp"

namespace oomscan::scan {
namespace {

constexpr std::string_view kHistory = "history";
// A cluster's clock may be ahead of this machine's by so much: what it dates then is no less seen.
constexpr Seconds kClockAheadMax{300};

// A stop asked for by the user is not the cluster's failure.
void name_interruptions(std::vector<Gap>& gaps) {
  for (Gap& gap : gaps) {
    if (gap.why == to_id(ErrorKind::cancelled)) gap.why = "interrupted";
  }
}

std::string span_text(Seconds span) {
  const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(span).count();
  if (minutes < 60) return fmt::format("{} min", minutes);
  if (minutes < 48 * 60) return fmt::format("{} h {} min", minutes / 60, minutes % 60);
  return fmt::format("{} d {} h", minutes / (24 * 60), minutes / 60 % 24);
}

// Events are kept for an hour or so, Prometheus for days: what lies before both is unknown, not quiet.
std::optional<Gap> history_gap(const ClusterCoverage& coverage, const TimeRange& range) {
  std::optional<Timestamp> reached = coverage.events_reach_back_to;
  std::string_view by = "Events reach back";
  if (coverage.prometheus_reaches_back_to && (!reached || *coverage.prometheus_reaches_back_to < *reached)) {
    reached = coverage.prometheus_reaches_back_to;
    by = "Prometheus reaches back";
  }
  if (!reached) {
    return Gap{"", std::string{kHistory}, "retention", "no Event was seen, so nothing tells how far back they reach",
               "failures that are over and left no trace in a pod's status are not seen"};
  }
  if (*reached <= range.from) return std::nullopt;
  return Gap{"", std::string{kHistory}, "retention",
             fmt::format("before {}: {} {}, {} was asked for", format_rfc3339(*reached), by,
                         span_text(range.to - *reached), range.requested),
             "older failures are seen only where a pod's status still shows them"};
}

CoverageStatus status_of(const ClusterCoverage& coverage, bool anything_read) {
  if (!anything_read) return CoverageStatus::skipped;
  const bool whole =
      std::all_of(coverage.gaps.begin(), coverage.gaps.end(), [](const Gap& gap) { return gap.what == kHistory; });
  return whole ? CoverageStatus::scanned : CoverageStatus::partial;
}

class ClusterScan {
 public:
  ClusterScan(const Cluster& cluster, Fleet& fleet, const ScanParts& parts, std::stop_token stop)
      : cluster_(cluster), fleet_(fleet), parts_(parts), stop_(std::move(stop)) {
    coverage_.cluster = cluster.name;
    coverage_.context = cluster.context.name;
    coverage_.server = cluster.context.server;
    for (const Context& other : cluster.folded) coverage_.folded_contexts.push_back(other.name);
  }

  ClusterResult run() {
    const auto began = parts_.clock.steady_now();
    parts_.observer.cluster_started(cluster_.name);
    const bool anything_read = look();
    name_interruptions(coverage_.gaps);
    coverage_.status = status_of(coverage_, anything_read);
    coverage_.elapsed = std::chrono::duration_cast<std::chrono::milliseconds>(parts_.clock.steady_now() - began);
    parts_.observer.cluster_finished(coverage_, findings_);
    return {std::move(coverage_), std::move(findings_)};
  }

 private:
  // True if at least one answer about pods or events came back.
  bool look() {
    Result<Fleet::Session> session = fleet_.open(cluster_, stop_);
    if (!session) return skip(session.error());
    if (!session->note.empty()) coverage_.notes.push_back(session->note);
    ClusterReader& reader = *session->reader;

    const NamespacePlan plan = plan_namespaces(cluster_, reader, parts_.settings.namespaces, parts_.filter, stop_);
    if (plan.failure) return skip(*plan.failure);
    coverage_.namespaces_total = plan.total;
    coverage_.namespaces_selected = static_cast<std::int64_t>(plan.selected.size());
    append(coverage_.notes, plan.notes);
    append(coverage_.gaps, plan.gaps);
    if (plan.selected.empty()) {
      coverage_.notes.push_back("no namespace is selected by --include-ns, --exclude-ns and --namespaces");
      return plan.all_known;
    }

    MetricIndex metrics = read_metrics(*session, plan);
    WalkResult walk = walk_namespaces(cluster_.name, plan, reader, metrics, parts_, stop_);
    append(coverage_.notes, walk.notes);
    append(coverage_.gaps, walk.gaps);
    coverage_.pods = walk.store.pods();
    coverage_.events = walk.store.events();
    coverage_.events_reach_back_to = walk.store.oldest_event();
    coverage_.namespaces_scanned = std::count_if(
        plan.selected.begin(), plan.selected.end(),
        [&](const std::string& name) { return walk.pods_read.contains(name) && walk.events_read.contains(name); });
    if (!walk.events_read.empty()) {
      if (auto gap = history_gap(coverage_, parts_.settings.range)) coverage_.gaps.push_back(std::move(*gap));
    }
    judge(walk, std::move(metrics));
    if (parts_.artifacts != nullptr && !findings_.empty()) {
      append(coverage_.gaps, parts_.artifacts->save(cluster_.name, reader, findings_, stop_));
    }
    judge_nodes(walk);
    return walk.anything_read;
  }

  bool skip(const Error& error) {
    coverage_.gaps.push_back(gap_from(error, "", "cluster"));
    return false;
  }

  void without_prometheus(const Error& error) {
    if (parts_.settings.prometheus_was_named || error.kind != ErrorKind::not_found) {
      coverage_.gaps.push_back(gap_from(error, "", "prometheus"));
      return;
    }
    // None was found. Not a gap of its own: what is missing without it is the history, and that gap says how much.
    coverage_.notes.push_back("no Prometheus found (--prometheus-url names one)");
    if (parts_.log != nullptr) parts_.log->debug(fmt::format("'{}': {}", cluster_.name, error.message));
  }

  // Before the pods: a pod that only metrics speak of must be known when it passes by.
  MetricIndex read_metrics(const Fleet::Session& session, const NamespacePlan& plan) {
    if (parts_.metrics == nullptr || session.api == nullptr) return {};
    const MetricsDoor door{cluster_, *session.api, session.token};
    Result<std::unique_ptr<MetricsReader>> prometheus = parts_.metrics->open(door, stop_);
    if (!prometheus) {
      without_prometheus(prometheus.error());
      return {};
    }
    MetricsAnswer answer = (*prometheus)->read(plan.selected, parts_.settings.range, stop_);
    coverage_.notes.push_back("Prometheus: " + (*prometheus)->description());
    coverage_.prometheus_reaches_back_to = answer.reaches_back_to;
    for (Gap& gap : answer.gaps) {
      // How far back was seen is said once, of Events and Prometheus together.
      if (gap.what != kHistory) coverage_.gaps.push_back(std::move(gap));
    }
    return MetricIndex{std::move(answer.observations)};
  }

  // A scan takes its time: a failure newer than its beginning is seen too, and is in the range.
  [[nodiscard]] JudgingFrame judging_frame() const {
    JudgingFrame frame{std::max(parts_.settings.range.to, parts_.clock.now()), parts_.settings.range};
    frame.range.to = frame.now + kClockAheadMax;
    return frame;
  }

  void add(std::vector<Finding>&& findings) {
    for (Finding& finding : findings) {
      finding.cluster = cluster_.name;
      finding.context = cluster_.context.name;
      findings_.push_back(std::move(finding));
    }
  }

  void judge(WalkResult& walk, MetricIndex&& metrics) {
    const JudgingFrame frame = judging_frame();
    const auto read_completely = [&](const std::string& name) {
      return walk.whole_cluster_pods || walk.pods_read.contains(name);
    };
    for (const PodEvidence& evidence : walk.store.take(read_completely, std::move(metrics))) {
      add(parts_.judge.judge(evidence, frame));
    }
    std::sort(findings_.begin(), findings_.end(), before);
  }

  // After the artifacts: a node has no log and no description of a pod.
  void judge_nodes(const WalkResult& walk) {
    const JudgingFrame frame = judging_frame();
    for (const NodeEvidence& evidence : walk.store.node_evidence()) add(parts_.judge.judge_node(evidence, frame));
    std::sort(findings_.begin(), findings_.end(), before);
  }

  template <class T>
  static void append(std::vector<T>& to, const std::vector<T>& from) {
    to.insert(to.end(), from.begin(), from.end());
  }

  const Cluster& cluster_;
  Fleet& fleet_;
  const ScanParts& parts_;
  std::stop_token stop_;
  ClusterCoverage coverage_;
  std::vector<Finding> findings_;
};

}  // namespace

ClusterResult scan_cluster(const Cluster& cluster, Fleet& fleet, const ScanParts& parts, std::stop_token stop) {
  return ClusterScan{cluster, fleet, parts, std::move(stop)}.run();
}

}  // namespace oomscan::scan
