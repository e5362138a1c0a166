#include "scan/namespace_walk.hpp"

#include <algorithm>
#include <memory>
#include <utility>

#include <fmt/format.h>

#include "scan/quick_read.hpp"
#include "scan/walk_progress.hpp"

namespace oomscan::scan {
namespace {

// Events first: see EvidenceStore.
ListOutcome read_events(ClusterReader& reader, const std::string& where, EvidenceStore& store, SharedProgress& progress,
                        std::stop_token stop) {
  CountingSink<EventObservation> sink{store.event_sink(), progress};
  return reader.read_events(where, sink, stop);
}

QuickRead read_pods(const QuickScene& scene, EvidenceStore& store, SharedProgress& progress, std::stop_token stop) {
  QuickRead read{QuickWay::whole_list, {}, {}};
  if (scene.parts.settings.quick) {
    read = read_pods_quickly(scene, store, stop);
    progress.add(0, read.pods.items, 0);
    if (read.way != QuickWay::whole_list) return read;
  }
  CountingSink<PodObservation> sink{store.pod_sink(), progress};
  read.pods = scene.reader.read_pods(scene.where, sink, stop);
  return read;
}

bool is_forbidden(const ListOutcome& outcome) { return outcome.error && outcome.error->kind == ErrorKind::forbidden; }

// What a table of pods cannot show is asked for by nobody, but a person may think that it was seen.
Gap gap_of_quick() {
  return {"", GapSubject::ended_containers, GapReason::quick,
          "--quick looks at whole pods only where the table of pods, an Event or a metric gives reason to: init and "
          "ephemeral containers that have ended do not show there",
          "scan without --quick"};
}

struct WholeClusterWalk {
  std::optional<WalkResult> result;
  std::string_view why_not;  // if there is no result: why to read namespace by namespace instead
};

WholeClusterWalk walk_whole_cluster(const NamespacePlan& plan, ClusterReader& reader, const MetricIndex& metrics,
                                    const ScanParts& parts, SharedProgress& progress, std::stop_token stop) {
  constexpr std::string_view kForbidden =
      "this user may not list pods in the whole cluster; each namespace was read on its own";
  const NamespaceFilter& filter = parts.filter;
  WalkResult result{
      EvidenceStore{parts.judge, metrics, [&filter](const std::string& name) { return filter.selects(name); }}};
  const ListOutcome events = read_events(reader, "", result.store, progress, stop);
  if (is_forbidden(events)) return {std::nullopt, kForbidden};
  const std::string everywhere;
  const QuickScene scene{everywhere, plan.selected.size(), parts.settings.workers_per_cluster, reader, parts};
  const QuickRead read = read_pods(scene, result.store, progress, stop);
  const ListOutcome& pods = read.pods;
  if (is_forbidden(pods)) return {std::nullopt, kForbidden};
  if (read.way == QuickWay::by_namespaces) return {std::nullopt, read.note};
  if (!read.note.empty()) result.notes.emplace_back(read.note);
  result.pods_by_table = read.way == QuickWay::table;

  const std::set<std::string> selected(plan.selected.begin(), plan.selected.end());
  if (events.error) {
    result.gaps.push_back(gap_from(*events.error, "", GapSubject::events));
  } else {
    result.events_read = selected;
  }
  if (pods.error) {
    result.gaps.push_back(gap_from(*pods.error, "", GapSubject::pods));
  } else {
    result.pods_read = selected;
    result.whole_cluster_pods = true;
  }
  result.anything_read = !events.error || !pods.error || events.items > 0 || pods.items > 0;
  progress.add(static_cast<std::int64_t>(selected.size()), 0, 0);
  return {std::move(result), {}};
}

// A list in a namespace that does not exist is empty: a mistyped name must not read as clean.
std::optional<Gap> missing_namespace(const std::string& name, ClusterReader& reader, const std::stop_token& stop) {
  const Result<bool> exists = reader.namespace_exists(name, stop);
  if (!exists) {
    // Whoever may list pods there but not look at the namespace has to be believed.
    if (exists.error().kind == ErrorKind::forbidden) return std::nullopt;
    return gap_from(exists.error(), name, GapSubject::namespaces);
  }
  if (*exists) return std::nullopt;
  return Gap{name, GapSubject::namespaces, GapReason::not_found, fmt::format("namespace '{}' does not exist", name),
             "check its name; --list-namespaces shows which there are"};
}

// One batch of namespaces, read by one worker.
WalkResult walk_batch(const std::vector<std::string>& names, bool names_are_known, ClusterReader& reader,
                      const MetricIndex& metrics, const ScanParts& parts, SharedProgress& progress,
                      std::stop_token stop) {
  WalkResult result{EvidenceStore{parts.judge, metrics, [](const std::string&) { return true; }}};
  for (const std::string& name : names) {
    if (stop.stop_requested()) {
      result.gaps.push_back(
          gap_from(Error{ErrorKind::cancelled, "stopped before it was read", ""}, name, GapSubject::pods_and_events));
      continue;
    }
    const ListOutcome events = read_events(reader, name, result.store, progress, stop);
    if (events.error) {
      result.gaps.push_back(gap_from(*events.error, name, GapSubject::events));
    } else {
      result.events_read.insert(name);
    }
    // One request at a time: other workers read other namespaces.
    const QuickRead read = read_pods({name, 1, 1, reader, parts}, result.store, progress, stop);
    const ListOutcome& pods = read.pods;
    result.pods_by_table = result.pods_by_table || read.way == QuickWay::table;
    if (pods.error) {
      result.gaps.push_back(gap_from(*pods.error, name, GapSubject::pods));
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
            gap_from(Error{ErrorKind::cancelled, "stopped before it was read", ""}, name, GapSubject::pods_and_events));
      }
      continue;
    }
    WalkResult part = std::move(parts_read[i]).value();
    all.store.merge(std::move(part.store));
    all.pods_read.merge(part.pods_read);
    all.events_read.merge(part.events_read);
    all.anything_read = all.anything_read || part.anything_read;
    all.pods_by_table = all.pods_by_table || part.pods_by_table;
    std::move(part.gaps.begin(), part.gaps.end(), std::back_inserter(all.gaps));
  }
  return all;
}

// OOM Events of nodes stand in one namespace, which need not be among the selected ones: then nothing else of it
// counts. They are asked for only where they may change a verdict: who may not read them, and misses nothing, has no
// gap.
void read_node_events(ClusterReader& reader, const MetricIndex& metrics, const ScanParts& parts, WalkResult& result,
                      const std::stop_token& stop) {
  if (result.events_read.contains(std::string{kNodeEventsNamespace})) return;
  if (!parts.judge.judges_nodes() && !result.store.needs_node_events()) return;
  const auto known = [](const Gap& gap) { return gap.namespace_name == kNodeEventsNamespace; };
  if (std::any_of(result.gaps.begin(), result.gaps.end(), known)) return;
  EvidenceStore nodes{parts.judge, metrics, [](const std::string&) { return false; }};
  const std::unique_ptr<ListSink<EventObservation>> sink = nodes.event_sink();
  const ListOutcome events = reader.read_events(std::string{kNodeEventsNamespace}, *sink, stop);
  result.store.merge(std::move(nodes));
  if (!events.error) return;
  Gap gap = gap_from(*events.error, std::string{kNodeEventsNamespace}, GapSubject::node_events);
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

// A whole-cluster list would bring namespaces that were not asked for, unless all are known and filtered by pattern.
// Rows of a table do not say of which namespace they are.
bool may_read_whole_cluster(const NamespacePlan& plan, const ScanSettings& settings) {
  if (!plan.all_known || plan.selected.empty()) return false;
  return !settings.quick || plan.selected.size() == static_cast<std::size_t>(plan.total.value_or(0));
}

WalkResult walk(const NamespacePlan& plan, ClusterReader& reader, const MetricIndex& metrics, const ScanParts& parts,
                SharedProgress& progress, std::stop_token stop) {
  const Strategy strategy = parts.settings.strategy;
  std::string_view note;
  if (!may_read_whole_cluster(plan, parts.settings)) {
    if (strategy == Strategy::cluster) {
      note =
          plan.all_known && parts.settings.quick
              ? "--quick reads the table of a whole cluster only if all of it is selected: read namespace by namespace"
              : "--strategy cluster needs the list of all namespaces: read namespace by namespace";
    }
  } else if (prefers_whole_cluster(plan, strategy)) {
    WholeClusterWalk whole = walk_whole_cluster(plan, reader, metrics, parts, progress, stop);
    if (whole.result) return *std::move(whole.result);
    note = whole.why_not;
  }
  WalkResult result = walk_batches(plan, reader, metrics, parts, progress, stop);
  read_node_events(reader, metrics, parts, result, stop);
  if (!note.empty()) result.notes.emplace_back(note);
  return result;
}

}  // namespace

WalkResult walk_namespaces(const std::string& cluster, const NamespacePlan& plan, ClusterReader& reader,
                           const MetricIndex& metrics, const ScanParts& parts, std::stop_token stop) {
  SharedProgress progress{cluster, static_cast<std::int64_t>(plan.selected.size()), parts.observer};
  progress.add(0, 0, 0);
  WalkResult result = walk(plan, reader, metrics, parts, progress, std::move(stop));
  if (result.pods_by_table) result.gaps.push_back(gap_of_quick());
  return result;
}

}  // namespace oomscan::scan
