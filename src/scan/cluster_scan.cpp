#include "scan/cluster_scan.hpp"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <new>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "oomscan/model/identity.hpp"
#include "scan/cluster_coverage.hpp"
#include "scan/cluster_metrics.hpp"
#include "scan/cluster_time.hpp"
#include "scan/history_gap.hpp"
#include "scan/namespace_bounds.hpp"
#include "scan/namespace_plan.hpp"
#include "scan/namespace_walk.hpp"
#include "scan/seen_intervals.hpp"

namespace oomscan::scan {
namespace {

Error out_of_memory() {
  return {ErrorKind::memory_limit, "the system gave no more memory: what was read of it was given up",
          "scan fewer clusters at once with --batch-size, or fewer namespaces with --include-ns"};
}

class ClusterScan {
 public:
  ClusterScan(const Cluster& cluster, Fleet& fleet, const ScanParts& parts, const ClusterTurn& turn)
      : cluster_(cluster), fleet_(fleet), parts_(parts), turn_(turn), coverage_(coverage_of(cluster)) {}

  ClusterResult run() {
    parts_.observer.cluster_stage(cluster_.name, ScanObserver::Stage::connecting);
    std::optional<Fleet::Session> session = connect();
    if (session) parts_.observer.cluster_stage(cluster_.name, ScanObserver::Stage::waiting_for_others);
    // Not a moment of the cluster's time is spent waiting for the others.
    const std::optional<ClusterSlots::Slot> slot = session ? turn_.slots.take(turn_.run.token()) : std::nullopt;
    parts_.observer.cluster_started(cluster_.name);
    bool anything_read = false;
    if (slot) {
      anything_read = look(*std::exchange(session, std::nullopt));
    } else if (session) {
      coverage_.gaps.push_back(gap_of_unread_cluster());
      name_stops(coverage_.gaps, turn_.run);
    }
    coverage_.status = status_of(coverage_, anything_read);
    coverage_.elapsed = std::chrono::duration_cast<std::chrono::milliseconds>(spent_);
    return {std::move(coverage_), std::move(findings_), namespaces_known_, std::move(idle_includes_),
            std::move(idle_excludes_)};
  }

 private:
  // What is left of the cluster's time, from now.
  [[nodiscard]] std::optional<TimeLimit> limit() const {
    const Seconds allowed = parts_.settings.cluster_timeout;
    if (allowed <= Seconds{0}) return std::nullopt;
    return TimeLimit{parts_.clock.steady_now() + (allowed - spent_),
                     fmt::format("the cluster's {} s (--cluster-timeout) were over", allowed.count()),
                     "raise --cluster-timeout, or select fewer namespaces with --include-ns"};
  }

  // nullopt: the cluster is skipped.
  std::optional<Fleet::Session> connect() {
    const auto began = parts_.clock.steady_now();
    const TimeBudget budget{parts_.clock, limit(), turn_.run};
    Result<Fleet::Session> session = fleet_.open(cluster_, budget.token());
    spent_ = parts_.clock.steady_now() - began;
    if (session) return std::move(session).value();
    skip(session.error());
    name_stops(coverage_.gaps, budget);
    return std::nullopt;
  }

  bool look(Fleet::Session session) {
    const auto began = parts_.clock.steady_now();
    const TimeBudget budget{parts_.clock, limit(), turn_.run};
    const bool anything_read = read(session, budget.token());
    // Said once: a request's own time-out among the gaps must not hide it.
    if (name_stops(coverage_.gaps, budget) && anything_read) {
      coverage_.notes.push_back("stopped early: " + budget.over()->message);
    }
    spent_ += parts_.clock.steady_now() - began;
    return anything_read;
  }

  // True if at least one answer about pods or events came back.
  bool read(const Fleet::Session& session, const std::stop_token& stop) {
    if (!session.note.empty()) coverage_.notes.push_back(session.note);
    if (session.uid) coverage_.cluster_uid = session.uid(stop);
    if (!coverage_.cluster_uid.empty()) coverage_.cluster_id = coverage_.cluster_uid;
    ClusterReader& reader = *session.reader;

    parts_.observer.cluster_stage(cluster_.name, ScanObserver::Stage::namespaces);
    NamespacePlan plan = plan_namespaces(cluster_, reader, parts_.settings.namespaces, parts_.filter, stop);
    if (plan.failure) return skip(*plan.failure);
    read_clock(reader);
    coverage_.namespaces_total = plan.total;
    coverage_.namespaces_selected = static_cast<std::int64_t>(plan.selected.size());
    append(coverage_.notes, plan.notes);
    append(coverage_.gaps, plan.gaps);
    namespaces_known_ = true;
    idle_includes_ = std::move(plan.idle_includes);
    idle_excludes_ = std::move(plan.idle_excludes);
    if (plan.selected.empty()) {
      coverage_.notes.push_back("no namespace is selected by --include-ns, --exclude-ns and --namespaces");
      return plan.all_known;
    }

    MetricIndex metrics = read_metrics(session, plan, stop);
    parts_.observer.cluster_stage(cluster_.name, ScanObserver::Stage::pods_and_events);
    WalkResult walk = walk_namespaces(cluster_.name, plan, reader, metrics, parts_, stop);
    append(coverage_.notes, walk.notes);
    append(coverage_.gaps, walk.gaps);
    coverage_.pods = walk.store.pods();
    coverage_.events = walk.store.events();
    const EventReach& event_reach = walk.store.event_reach();
    std::vector<std::string> with_events;
    std::copy_if(plan.selected.begin(), plan.selected.end(), std::back_inserter(with_events),
                 [&](const std::string& name) { return walk.events_read.contains(name); });
    coverage_.events_reach_back_to = event_reach.in_each(with_events);
    const std::vector<Gap> bounds = walk.store.bound_gaps();
    append(coverage_.gaps, bounds);
    std::set<std::string> cut;
    for (const Gap& gap : bounds) cut.insert(gap.namespace_name);
    std::vector<std::string> seen;
    std::copy_if(plan.selected.begin(), plan.selected.end(), std::back_inserter(seen), [&](const std::string& name) {
      return walk.pods_read.contains(name) && walk.events_read.contains(name) && !cut.contains(name);
    });
    coverage_.namespaces_scanned = static_cast<std::int64_t>(seen.size());
    coverage_.seen = seen_intervals({plan.selected, walk.pods_read, walk.events_read, event_reach,
                                     std::move(prometheus_present_), std::move(prometheus_unanswered_)},
                                    range_);
    if (!walk.events_read.empty() && parts_.settings.range_promised) {
      if (auto gap = history_gap(coverage_, range_)) coverage_.gaps.push_back(std::move(*gap));
    }
    parts_.observer.cluster_stage(cluster_.name, ScanObserver::Stage::judging);
    judge(walk, std::move(metrics));
    std::vector<Finding> of_nodes = judge_nodes(walk);
    tell(of_nodes, stop);
    if (parts_.artifacts != nullptr && !findings_.empty()) {
      parts_.observer.cluster_stage(cluster_.name, ScanObserver::Stage::artifacts);
      const SavedArtifacts saved = parts_.artifacts->save(cluster_.name, reader, findings_, stop);
      append(coverage_.gaps, saved.gaps);
      append(coverage_.notes, saved.notes);
      coverage_.secrets_redacted = saved.secrets_redacted;
    }
    // After the artifacts: a node has no log and no description of a pod.
    std::move(of_nodes.begin(), of_nodes.end(), std::back_inserter(findings_));
    std::sort(findings_.begin(), findings_.end(), before);
    coverage_.verdicts = namespace_verdicts(plan.selected, seen, findings_);
    for (NamespaceVerdict& verdict : coverage_.verdicts) verdict.pods = walk.store.pods_in(verdict.namespace_name);
    return walk.anything_read;
  }

  bool skip(const Error& error) {
    coverage_.gaps.push_back(gap_from(error, "", GapSubject::cluster));
    return false;
  }

  void read_clock(const ClusterReader& reader) {
    coverage_.clock_ahead = clock_difference(reader.clock_ahead());
    if (!coverage_.clock_ahead) return;
    range_ = by_cluster_clock(parts_.settings.range, *coverage_.clock_ahead);
    if (std::chrono::abs(*coverage_.clock_ahead) >= kClockDifferenceTold) {
      coverage_.notes.push_back(clock_note(*coverage_.clock_ahead));
    }
  }

  // What is known already, before descriptions and logs are saved.
  void tell(const std::vector<Finding>& of_nodes, const std::stop_token& stop) {
    ScanObserver::Progress progress;
    progress.namespaces_done = coverage_.namespaces_selected;
    progress.namespaces_selected = coverage_.namespaces_selected;
    progress.pods = coverage_.pods;
    progress.events = coverage_.events;
    progress.findings = static_cast<std::int64_t>(findings_.size() + of_nodes.size());
    parts_.observer.cluster_progress(cluster_.name, progress);
    if (parts_.sink == nullptr) return;
    parts_.sink->findings(findings_, stop);
    parts_.sink->findings(of_nodes, stop);
  }

  // Before the pods: a pod that only metrics speak of must be known when it passes by.
  MetricIndex read_metrics(const Fleet::Session& session, const NamespacePlan& plan, const std::stop_token& stop) {
    if (parts_.metrics == nullptr || session.api == nullptr) return {};
    parts_.observer.cluster_stage(cluster_.name, ScanObserver::Stage::metrics);
    ClusterMetrics metrics =
        read_cluster_metrics({cluster_, *session.api, session.token}, plan.selected, range_, parts_, stop);
    append(coverage_.gaps, metrics.gaps);
    append(coverage_.notes, metrics.notes);
    coverage_.prometheus_reaches_back_to = metrics.reaches_back_to;
    prometheus_present_ = std::move(metrics.present);
    prometheus_unanswered_ = std::move(metrics.unanswered);
    return MetricIndex{std::move(metrics.observations)};
  }

  // A scan takes its time: a failure newer than its beginning is seen too, and is in the range.
  [[nodiscard]] JudgingFrame judging_frame() const {
    const Timestamp now = parts_.clock.now() - coverage_.clock_ahead.value_or(Seconds{0});
    return {std::max(range_.to, now), without_end(range_)};
  }

  // What is known of each finding beside the verdict.
  std::vector<Finding> completed(std::vector<Finding> findings) const {
    for (Finding& finding : findings) {
      finding.cluster = cluster_.name;
      finding.cluster_id = coverage_.cluster_id;
      finding.context = cluster_.context.name;
      if (finding.workload.name.empty() && !finding.pod.empty()) finding.workload = guessed_workload(finding.pod);
      finding.fingerprint = fingerprint_of(finding);
    }
    return findings;
  }

  void judge(WalkResult& walk, MetricIndex&& metrics) {
    const JudgingFrame frame = judging_frame();
    const auto read_completely = [&](const std::string& name) {
      return walk.whole_cluster_pods || walk.pods_read.contains(name);
    };
    for (const PodEvidence& evidence : walk.store.take(read_completely, std::move(metrics))) {
      append(findings_, completed(parts_.judge.judge(evidence, frame)));
    }
    std::sort(findings_.begin(), findings_.end(), before);
    append(coverage_.gaps, keep_some_of_each_namespace(findings_));
  }

  [[nodiscard]] std::vector<Finding> judge_nodes(const WalkResult& walk) const {
    const JudgingFrame frame = judging_frame();
    std::vector<Finding> findings;
    for (const NodeEvidence& evidence : walk.store.node_evidence()) {
      append(findings, completed(parts_.judge.judge_node(evidence, frame)));
    }
    return findings;
  }

  template <class T>
  static void append(std::vector<T>& to, const std::vector<T>& from) {
    to.insert(to.end(), from.begin(), from.end());
  }

  const Cluster& cluster_;
  Fleet& fleet_;
  const ScanParts& parts_;
  const ClusterTurn& turn_;
  std::chrono::steady_clock::duration spent_{0};  // connecting and reading, without waiting for a slot
  TimeRange range_ = parts_.settings.range;       // by the cluster's clock
  std::vector<Interval> prometheus_present_;
  std::vector<std::string> prometheus_unanswered_;
  ClusterCoverage coverage_;
  std::vector<Finding> findings_;
  bool namespaces_known_ = false;
  std::vector<std::string> idle_includes_;
  std::vector<std::string> idle_excludes_;
};

}  // namespace

ClusterResult scan_cluster(const Cluster& cluster, Fleet& fleet, const ScanParts& parts, const ClusterTurn& turn) {
  std::optional<ClusterResult> result;
  {
    TimeBudget whole{parts.clock, std::nullopt, turn.run};
    std::unique_ptr<MemoryBudget::Share> memory;
    if (parts.memory != nullptr) memory = parts.memory->open([&whole] { whole.end_early(); });
    bool system_gave_none = false;
    try {
      result = ClusterScan{cluster, fleet, parts, {turn.slots, whole}}.run();
    } catch (const std::bad_alloc&) {
      system_gave_none = true;
    }
    std::optional<Error> over = memory ? memory->over() : std::nullopt;
    if (!over && system_gave_none) over = out_of_memory();
    if (over) {
      // Half of what was read would be some of its findings, and nobody could say which.
      result = ClusterResult{coverage_of(cluster), {}};
      result->coverage.gaps.push_back(gap_from(*over, "", GapSubject::cluster));
    }
  }
  if (parts.sink != nullptr) parts.sink->cluster_done(result->coverage, turn.run.token());
  parts.observer.cluster_finished(result->coverage, result->findings);
  return *std::move(result);
}

}  // namespace oomscan::scan
