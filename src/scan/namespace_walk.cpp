#include "scan/namespace_walk.hpp"

#include <algorithm>
#include <memory>
#include <mutex>
#include <utility>

#include <fmt/format.h>

namespace oomscan::scan {
namespace {

// Where a kubelet writes the Events of its Node: what is about no namespaced object goes there.
constexpr std::string_view kNodeEventsNamespace = "default";

// Items between two progress reports of one list.
constexpr std::int64_t kItemsPerProgressReport = 500;

// Adds up what the workers of one cluster have seen and tells the observer.
class SharedProgress {
 public:
  SharedProgress(std::string cluster, std::int64_t namespaces_selected, ScanObserver& observer)
      : cluster_(std::move(cluster)), observer_(observer) {
    progress_.namespaces_selected = namespaces_selected;
  }
  void add(std::int64_t namespaces, std::int64_t pods, std::int64_t events) {
    const std::lock_guard lock{mutex_};
    progress_.namespaces_done += namespaces;
    progress_.pods += pods;
    progress_.events += events;
    observer_.cluster_progress(cluster_, progress_);
  }

 private:
  std::mutex mutex_;
  std::string cluster_;
  ScanObserver& observer_;
  ScanObserver::Progress progress_;
};

// Passes items on and reports progress now and then.
template <class T>
class CountingSink final : public ListSink<T> {
 public:
  CountingSink(std::unique_ptr<ListSink<T>> next, SharedProgress& progress)
      : next_(std::move(next)), progress_(progress) {}
  ~CountingSink() override { report(unreported_); }
  CountingSink(const CountingSink&) = delete;
  CountingSink& operator=(const CountingSink&) = delete;

  void accept(T&& item) override {
    next_->accept(std::move(item));
    if (++unreported_ == kItemsPerProgressReport) report(std::exchange(unreported_, 0));
  }
  void restart() override {
    next_->restart();
    report(-reported_);
    unreported_ = 0;
    reported_ = 0;
  }

 private:
  void report(std::int64_t items) {
    if (items == 0) return;
    reported_ += items;
    if constexpr (std::is_same_v<T, PodObservation>) {
      progress_.add(0, items, 0);
    } else {
      progress_.add(0, 0, items);
    }
  }
  std::unique_ptr<ListSink<T>> next_;
  SharedProgress& progress_;
  std::int64_t unreported_ = 0;
  std::int64_t reported_ = 0;
};

// Events first: see EvidenceStore.
ListOutcome read_events(ClusterReader& reader, const std::string& where, EvidenceStore& store, SharedProgress& progress,
                        std::stop_token stop) {
  CountingSink<EventObservation> sink{store.event_sink(), progress};
  return reader.read_events(where, sink, stop);
}

ListOutcome read_pods(ClusterReader& reader, const std::string& where, EvidenceStore& store, SharedProgress& progress,
                      std::stop_token stop) {
  CountingSink<PodObservation> sink{store.pod_sink(), progress};
  return reader.read_pods(where, sink, stop);
}

bool is_forbidden(const ListOutcome& outcome) { return outcome.error && outcome.error->kind == ErrorKind::forbidden; }

// nullopt: whole-cluster lists are forbidden, read namespace by namespace instead.
std::optional<WalkResult> walk_whole_cluster(const NamespacePlan& plan, ClusterReader& reader,
                                             const MetricIndex& metrics, const ScanParts& parts,
                                             SharedProgress& progress, std::stop_token stop) {
  const NamespaceFilter& filter = parts.filter;
  WalkResult result{
      EvidenceStore{parts.judge, metrics, [&filter](const std::string& name) { return filter.selects(name); }}};
  const ListOutcome events = read_events(reader, "", result.store, progress, stop);
  if (is_forbidden(events)) return std::nullopt;
  const ListOutcome pods = read_pods(reader, "", result.store, progress, stop);
  if (is_forbidden(pods)) return std::nullopt;

  const std::set<std::string> selected(plan.selected.begin(), plan.selected.end());
  if (events.error) {
    result.gaps.push_back(gap_from(*events.error, "", "events"));
  } else {
    result.events_read = selected;
  }
  if (pods.error) {
    result.gaps.push_back(gap_from(*pods.error, "", "pods"));
  } else {
    result.pods_read = selected;
    result.whole_cluster_pods = true;
  }
  result.anything_read = !events.error || !pods.error || events.items > 0 || pods.items > 0;
  progress.add(static_cast<std::int64_t>(selected.size()), 0, 0);
  return result;
}

// A list in a namespace that does not exist is empty: a mistyped name must not read as clean.
std::optional<Gap> missing_namespace(const std::string& name, ClusterReader& reader, const std::stop_token& stop) {
  const Result<bool> exists = reader.namespace_exists(name, stop);
  if (!exists) {
    // Whoever may list pods there but not look at the namespace has to be believed.
    if (exists.error().kind == ErrorKind::forbidden) return std::nullopt;
    return gap_from(exists.error(), name, "namespaces");
  }
  if (*exists) return std::nullopt;
  return Gap{name, "namespaces", std::string{to_id(ErrorKind::not_found)}, "there is no such namespace",
             "check its name; --list-namespaces shows those there are"};
}

// One batch of namespaces, read by one worker.
WalkResult walk_batch(const std::vector<std::string>& names, bool names_are_known, ClusterReader& reader,
                      const MetricIndex& metrics, const ScanParts& parts, SharedProgress& progress,
                      std::stop_token stop) {
  WalkResult result{EvidenceStore{parts.judge, metrics, [](const std::string&) { return true; }}};
  for (const std::string& name : names) {
    if (stop.stop_requested()) {
      result.gaps.push_back(
          gap_from(Error{ErrorKind::cancelled, "stopped before it was read", ""}, name, "pods, events"));
      continue;
    }
    const ListOutcome events = read_events(reader, name, result.store, progress, stop);
    if (events.error) {
      result.gaps.push_back(gap_from(*events.error, name, "events"));
    } else {
      result.events_read.insert(name);
    }
    const ListOutcome pods = read_pods(reader, name, result.store, progress, stop);
    if (pods.error) {
      result.gaps.push_back(gap_from(*pods.error, name, "pods"));
    } else {
      result.pods_read.insert(name);
    }
    if (!events.error || !pods.error) result.anything_read = true;
    if (!names_are_known && !events.error && !pods.error && events.items == 0 && pods.items == 0) {
      if (auto gap = missing_namespace(name, reader, stop)) {
        result.gaps.push_back(std::move(*gap));
        result.events_read.erase(name);
        result.pods_read.erase(name);
      }
    }
    progress.add(1, 0, 0);
  }
  return result;
}

WalkResult walk_batches(const NamespacePlan& plan, ClusterReader& reader, const MetricIndex& metrics,
                        const ScanParts& parts, SharedProgress& progress, std::stop_token stop) {
  const std::size_t per_batch = std::max<std::size_t>(1, parts.settings.namespaces_per_batch);
  const std::size_t batches = (plan.selected.size() + per_batch - 1) / per_batch;
  const auto names_of = [&](std::size_t batch) {
    const auto begin = plan.selected.begin() + static_cast<std::ptrdiff_t>(batch * per_batch);
    const auto end =
        plan.selected.begin() + static_cast<std::ptrdiff_t>(std::min(plan.selected.size(), (batch + 1) * per_batch));
    return std::vector<std::string>(begin, end);
  };
  std::vector<std::optional<WalkResult>> parts_read(batches);
  parts.scheduler.for_each(
      batches, parts.settings.workers_per_cluster,
      [&](std::size_t i) {
        parts_read[i] = walk_batch(names_of(i), plan.all_known, reader, metrics, parts, progress, stop);
      },
      stop);

  WalkResult all{EvidenceStore{parts.judge, metrics, [](const std::string&) { return true; }}};
  for (std::size_t i = 0; i < batches; ++i) {
    if (!parts_read[i]) {  // never started: a stop was requested
      for (const std::string& name : names_of(i)) {
        all.gaps.push_back(
            gap_from(Error{ErrorKind::cancelled, "stopped before it was read", ""}, name, "pods, events"));
      }
      continue;
    }
    WalkResult part = std::move(parts_read[i]).value();
    all.store.merge(std::move(part.store));
    all.pods_read.merge(part.pods_read);
    all.events_read.merge(part.events_read);
    all.anything_read = all.anything_read || part.anything_read;
    std::move(part.gaps.begin(), part.gaps.end(), std::back_inserter(all.gaps));
  }
  return all;
}

// OOM Events of nodes stand in one namespace, which need not be among the selected ones: then nothing else of it
// counts.
void read_node_events(ClusterReader& reader, const MetricIndex& metrics, const ScanParts& parts, WalkResult& result,
                      const std::stop_token& stop) {
  if (!parts.judge.judges_nodes() || result.events_read.contains(std::string{kNodeEventsNamespace})) return;
  const auto known = [](const Gap& gap) { return gap.namespace_name == kNodeEventsNamespace; };
  if (std::any_of(result.gaps.begin(), result.gaps.end(), known)) return;
  EvidenceStore nodes{parts.judge, metrics, [](const std::string&) { return false; }};
  const std::unique_ptr<ListSink<EventObservation>> sink = nodes.event_sink();
  const ListOutcome events = reader.read_events(std::string{kNodeEventsNamespace}, *sink, stop);
  result.store.merge(std::move(nodes));
  if (!events.error) return;
  Gap gap = gap_from(*events.error, std::string{kNodeEventsNamespace}, "events");
  gap.detail += "; OOM Events of nodes are kept there";
  result.gaps.push_back(std::move(gap));
}

bool prefers_whole_cluster(const NamespacePlan& plan, Strategy strategy) {
  switch (strategy) {
    case Strategy::cluster:
      return true;
    case Strategy::namespaces:
      return false;
    case Strategy::automatic:
      break;
  }
  // Most namespaces are wanted: two lists instead of two requests for each.
  return plan.all_known && plan.selected.size() * 2 >= static_cast<std::size_t>(plan.total.value_or(0));
}

}  // namespace

WalkResult walk_namespaces(const std::string& cluster, const NamespacePlan& plan, ClusterReader& reader,
                           const MetricIndex& metrics, const ScanParts& parts, std::stop_token stop) {
  SharedProgress progress{cluster, static_cast<std::int64_t>(plan.selected.size()), parts.observer};
  progress.add(0, 0, 0);
  // A whole-cluster list would bring namespaces that were not asked for, unless all are known and filtered by pattern.
  if (plan.all_known && !plan.selected.empty() && prefers_whole_cluster(plan, parts.settings.strategy)) {
    std::optional<WalkResult> whole = walk_whole_cluster(plan, reader, metrics, parts, progress, stop);
    if (whole) return std::move(whole).value();
    WalkResult result = walk_batches(plan, reader, metrics, parts, progress, stop);
    read_node_events(reader, metrics, parts, result, stop);
    result.notes.push_back("may not list pods and events cluster-wide: read namespace by namespace");
    return result;
  }
  WalkResult result = walk_batches(plan, reader, metrics, parts, progress, stop);
  read_node_events(reader, metrics, parts, result, stop);
  if (parts.settings.strategy == Strategy::cluster) {
    result.notes.push_back("--strategy cluster needs the list of all namespaces: read namespace by namespace");
  }
  return result;
}

}  // namespace oomscan::scan
