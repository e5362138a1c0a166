// Gathers what was read from a cluster, pod by pod, keeping only what may matter.
//
// Events are read before pods: an Event names its pod by uid, so the pods that Events speak of are known when the pods
// pass by, and a pod that an Event names but that is not listed afterwards is really gone.
//
// What is written in a namespace touches that namespace's pods only; Events about Nodes count where kubelets write
// them.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "oomscan/model/evidence.hpp"
#include "oomscan/model/job.hpp"
#include "oomscan/ports/cluster_reader.hpp"
#include "oomscan/ports/judge.hpp"
#include "scan/event_reach.hpp"
#include "scan/namespace_bounds.hpp"

namespace oomscan::scan {

// namespace, pod
using NamespacedName = std::pair<std::string, std::string>;
// namespace, uid of a pod or Job. A uid alone is no key: whoever may write in one namespace can write another's uid
// there, into an Event, an annotation, an owner reference, even a pod.
using NamespacedUid = std::pair<std::string, std::string>;

// Since when the server must have kept Events, as it still had this one: when it got it, or when it was last updated,
// if that is later. nullopt: it tells nothing.
[[nodiscard]] std::optional<Timestamp> proves_kept_since(const EventObservation& event);

// What metrics say, by pod: read before the pods for the same reason as Events. Immutable while workers use it.
class MetricIndex {
 public:
  MetricIndex() = default;
  explicit MetricIndex(std::vector<MetricObservation> observations);

  [[nodiscard]] bool names(const PodObservation& pod) const;
  // Adds the names of all pods that it knows something of.
  void add_names(std::set<NamespacedName>& names) const;

  // The facts about one pod: by uid; those without a uid by name, unless they are older than the pod (its name was in
  // use before). Takes them out.
  [[nodiscard]] std::vector<MetricObservation> take(const std::string& namespace_name, const std::string& pod,
                                                    const std::string& uid, std::optional<Timestamp> created_at);
  // What is left: the facts about pods that nothing else spoke of, pod by pod.
  [[nodiscard]] std::vector<std::vector<MetricObservation>> take_rest();

 private:
  std::map<NamespacedUid, std::vector<MetricObservation>> by_uid_;
  std::map<NamespacedName, std::vector<MetricObservation>> by_name_;  // those without a uid
};

// Not thread-safe: one per worker, merged afterwards.
class EvidenceStore {
 public:
  using Selects = std::function<bool(const std::string& namespace_name)>;

  // `judge` and `metrics` outlive the store.
  EvidenceStore(const Judge& judge, const MetricIndex& metrics, Selects selects);

  // Sinks for one list each; `restart` takes back what came through that sink. They must not outlive the store.
  [[nodiscard]] std::unique_ptr<ListSink<EventObservation>> event_sink();
  [[nodiscard]] std::unique_ptr<ListSink<PodObservation>> pod_sink();

  [[nodiscard]] std::int64_t pods() const;
  // nullopt: a table of all namespaces' pods was read, which does not say whose they are.
  [[nodiscard]] std::optional<std::int64_t> pods_in(const std::string& namespace_name) const;
  [[nodiscard]] std::int64_t events() const { return events_; }
  // By Events of any kind, in selected namespaces or others (see proves_kept_since).
  [[nodiscard]] const EventReach& event_reach() const { return event_reach_; }

  // What was more of one namespace than is kept: a gap for each.
  [[nodiscard]] std::vector<Gap> bound_gaps() const { return bounds_.gaps(); }

  // For pods that are not read by one list. A found pod is kept or passed by as one of a list, but not counted;
  // `count_pods` says how many there are, in one namespace or (without a name) in all.
  void add_found(PodObservation&& pod);
  void count_pods(const std::string& namespace_name, std::int64_t pods) { pods_by_namespace_[namespace_name] += pods; }
  // Whether the pod is worth judging, by its status or because something names it.
  [[nodiscard]] bool is_of_interest(const PodObservation& pod) const;
  // Does what befell its node matter to any of the pods that were kept?
  [[nodiscard]] bool needs_node_events() const;
  // The pods that kept Events and metrics name.
  [[nodiscard]] std::set<NamespacedName> named_pods() const;

  // Takes over another worker's evidence, of other namespaces.
  void merge(EvidenceStore&& other);

  // Everything worth judging, ordered by namespace, pod name, uid. `read_completely` says whether all pods of a
  // namespace were read: only then is a missing one gone. `metrics` is what the store was made with, now taken apart.
  [[nodiscard]] std::vector<PodEvidence> take(const Selects& read_completely, MetricIndex&& metrics);

  // OOM Events of Nodes, whatever namespaces are selected, ordered by node.
  [[nodiscard]] std::vector<NodeEvidence> node_evidence() const;

 private:
  class EventSink;
  class PodSink;
  void add(EventObservation&& event);
  void add(PodObservation&& pod);
  [[nodiscard]] bool is_named_by_an_event(const PodObservation& pod) const;
  [[nodiscard]] std::vector<JobPod> pods_of_job(const NamespacedUid& job) const;

  const Judge* judge_;
  const MetricIndex* metrics_;
  Selects selects_;
  std::map<std::string, std::int64_t> pods_by_namespace_;
  std::int64_t events_ = 0;
  EventReach event_reach_;
  std::map<NamespacedUid, std::vector<EventObservation>> events_by_uid_;
  std::map<NamespacedName, std::vector<EventObservation>> events_by_name_;  // those without a uid
  std::map<std::string, std::vector<EventObservation>> oom_events_by_node_;
  std::map<NamespacedUid, PodObservation> kept_pods_;
  NamespaceBounds bounds_;
  // By the pod's key: --quick may find one several times.
  std::map<NamespacedUid, std::map<std::string, JobPod>> pods_by_job_;
};

}  // namespace oomscan::scan
