#include "scan/evidence_store.hpp"

#include <algorithm>
#include <memory>
#include <tuple>
#include <utility>

namespace oomscan::scan {

std::optional<Timestamp> proves_kept_since(const EventObservation& event) {
  // Its sender may write any time, but not when the server got it; and it lives from its last update, not from then.
  // nullopt is less than any time.
  return std::max(event.created_at, event.time);
}

MetricIndex::MetricIndex(std::vector<MetricObservation> observations) {
  for (MetricObservation& observation : observations) {
    auto& facts = observation.pod_uid.empty() ? by_name_[{observation.namespace_name, observation.pod}]
                                              : by_uid_[{observation.namespace_name, observation.pod_uid}];
    facts.push_back(std::move(observation));
  }
}

bool MetricIndex::names(const PodObservation& pod) const {
  return by_uid_.contains({pod.namespace_name, pod.uid}) || by_name_.contains({pod.namespace_name, pod.name});
}

void MetricIndex::add_names(std::set<NamespacedName>& names) const {
  for (const auto& [uid, facts] : by_uid_) {
    for (const MetricObservation& fact : facts) names.emplace(fact.namespace_name, fact.pod);
  }
  for (const auto& [name, facts] : by_name_) names.insert(name);
}

std::vector<MetricObservation> MetricIndex::take(const std::string& namespace_name, const std::string& pod,
                                                 const std::string& uid, std::optional<Timestamp> created_at) {
  std::vector<MetricObservation> facts;
  if (auto found = by_uid_.extract(NamespacedUid{namespace_name, uid})) facts = std::move(found.mapped());
  const auto named = by_name_.find({namespace_name, pod});
  if (named == by_name_.end()) return facts;
  std::vector<MetricObservation> older;
  for (MetricObservation& fact : named->second) {
    const bool of_this_pod = !created_at || fact.times.empty() || *created_at <= fact.times.back();
    (of_this_pod ? facts : older).push_back(std::move(fact));
  }
  if (older.empty()) {
    by_name_.erase(named);
  } else {
    named->second = std::move(older);
  }
  return facts;
}

std::vector<std::vector<MetricObservation>> MetricIndex::take_rest() {
  std::vector<std::vector<MetricObservation>> rest;
  for (auto& [uid, facts] : std::exchange(by_uid_, {})) {
    // cAdvisor's series of the same pod carry no uid.
    const MetricObservation& first = facts.front();
    std::vector<MetricObservation> all = facts;
    if (auto found = by_name_.extract({first.namespace_name, first.pod})) {
      std::move(found.mapped().begin(), found.mapped().end(), std::back_inserter(all));
    }
    rest.push_back(std::move(all));
  }
  for (auto& [name, facts] : std::exchange(by_name_, {})) rest.push_back(facts);
  return rest;
}

// What one list brought, so that it can be taken back if the list starts over.
class EvidenceStore::EventSink final : public ListSink<EventObservation> {
 public:
  explicit EventSink(EvidenceStore& store) : store_(store), before_(snapshot(store)) {}
  void accept(EventObservation&& event) override { store_.add(std::move(event)); }
  void restart() override {
    std::tie(store_.events_, store_.event_reach_, store_.events_by_uid_, store_.events_by_name_,
             store_.oom_events_by_node_, store_.bounds_) = before_;
  }

 private:
  using Snapshot = std::tuple<std::int64_t, EventReach, decltype(EvidenceStore::events_by_uid_),
                              decltype(EvidenceStore::events_by_name_), decltype(EvidenceStore::oom_events_by_node_),
                              NamespaceBounds>;
  static Snapshot snapshot(const EvidenceStore& store) {
    return {store.events_,         store.event_reach_,        store.events_by_uid_,
            store.events_by_name_, store.oom_events_by_node_, store.bounds_};
  }
  EvidenceStore& store_;
  Snapshot before_;
};

class EvidenceStore::PodSink final : public ListSink<PodObservation> {
 public:
  explicit PodSink(EvidenceStore& store)
      : store_(store), before_(store.pods_by_namespace_, store.kept_pods_, store.pods_by_job_, store.bounds_) {}
  void accept(PodObservation&& pod) override { store_.add(std::move(pod)); }
  void restart() override {
    std::tie(store_.pods_by_namespace_, store_.kept_pods_, store_.pods_by_job_, store_.bounds_) = before_;
  }

 private:
  EvidenceStore& store_;
  std::tuple<decltype(EvidenceStore::pods_by_namespace_), decltype(EvidenceStore::kept_pods_),
             decltype(EvidenceStore::pods_by_job_), NamespaceBounds>
      before_;
};

EvidenceStore::EvidenceStore(const Judge& judge, const MetricIndex& metrics, Selects selects)
    : judge_(&judge), metrics_(&metrics), selects_(std::move(selects)) {}

std::int64_t EvidenceStore::pods() const {
  std::int64_t all = 0;
  for (const auto& [name, pods] : pods_by_namespace_) all += pods;
  return all;
}

std::optional<std::int64_t> EvidenceStore::pods_in(const std::string& namespace_name) const {
  if (pods_by_namespace_.contains("")) return std::nullopt;
  const auto found = pods_by_namespace_.find(namespace_name);
  return found == pods_by_namespace_.end() ? 0 : found->second;
}

std::unique_ptr<ListSink<EventObservation>> EvidenceStore::event_sink() { return std::make_unique<EventSink>(*this); }
std::unique_ptr<ListSink<PodObservation>> EvidenceStore::pod_sink() { return std::make_unique<PodSink>(*this); }

void EvidenceStore::add(EventObservation&& event) {
  if (const auto kept_since = proves_kept_since(event)) event_reach_.saw(event.namespace_name, *kept_since);
  if (event.involved_kind == "Node" && event.namespace_name == kNodeEventsNamespace) {
    // Evidence about a node, never about a namespace or pod by itself.
    if (judge_->may_matter(event) && bounds_.admits_node_event()) {
      oom_events_by_node_[event.involved_name].push_back(event);
    }
  }
  if (!selects_(event.namespace_name)) return;
  ++events_;
  if (event.involved_kind != "Pod" || event.involved_namespace != event.namespace_name) return;
  if (!judge_->may_matter(event)) return;
  auto& events_by_key = event.involved_uid.empty() ? events_by_name_ : events_by_uid_;
  const std::string& key = event.involved_uid.empty() ? event.involved_name : event.involved_uid;
  const auto of_pod = events_by_key.find({event.namespace_name, key});
  const std::size_t kept = of_pod == events_by_key.end() ? 0 : of_pod->second.size();
  if (!bounds_.admits_event(event.namespace_name, kept)) return;
  if (of_pod != events_by_key.end()) {
    of_pod->second.push_back(std::move(event));
  } else {
    NamespacedName place{event.namespace_name, key};
    events_by_key[std::move(place)].push_back(std::move(event));
  }
}

bool EvidenceStore::is_named_by_an_event(const PodObservation& pod) const {
  return events_by_uid_.contains({pod.namespace_name, pod.uid}) ||
         (!pod.mirror_uid.empty() && events_by_uid_.contains({pod.namespace_name, pod.mirror_uid})) ||
         events_by_name_.contains({pod.namespace_name, pod.name});
}

bool EvidenceStore::is_of_interest(const PodObservation& pod) const {
  return judge_->may_matter(pod) || is_named_by_an_event(pod) || metrics_->names(pod);
}

std::vector<JobPod> EvidenceStore::pods_of_job(const NamespacedUid& job) const {
  std::vector<JobPod> pods;
  if (const auto found = pods_by_job_.find(job); found != pods_by_job_.end()) {
    for (const auto& [key, pod] : found->second) pods.push_back(pod);
  }
  return pods;
}

bool EvidenceStore::needs_node_events() const {
  return std::any_of(kept_pods_.begin(), kept_pods_.end(),
                     [&](const auto& kept) { return judge_->needs_node_events(kept.second); });
}

std::set<NamespacedName> EvidenceStore::named_pods() const {
  std::set<NamespacedName> names;
  for (const auto& [uid, events] : events_by_uid_) {
    for (const EventObservation& event : events) names.emplace(event.namespace_name, event.involved_name);
  }
  for (const auto& [name, events] : events_by_name_) names.insert(name);
  metrics_->add_names(names);
  return names;
}

void EvidenceStore::add(PodObservation&& pod) {
  if (!selects_(pod.namespace_name)) return;
  ++pods_by_namespace_[pod.namespace_name];
  add_found(std::move(pod));
}

void EvidenceStore::add_found(PodObservation&& pod) {
  if (!selects_(pod.namespace_name)) return;
  // A server that gives no uid must not make all its pods one.
  NamespacedUid key{pod.namespace_name, pod.uid.empty() ? '/' + pod.name : pod.uid};
  if (const OwnerReference* job = controlling_job(pod); job != nullptr) {
    pods_by_job_[{pod.namespace_name, job->uid}].insert_or_assign(key.second, job_pod(pod));
  }
  if (!is_of_interest(pod)) return;
  if (!kept_pods_.contains(key) && !bounds_.admits_pod(pod.namespace_name)) {
    // Of a pod that nobody looks at, Events alone would say that it is gone.
    events_by_uid_.erase({pod.namespace_name, pod.uid});
    events_by_name_.erase({pod.namespace_name, pod.name});
    return;
  }
  kept_pods_.insert_or_assign(std::move(key), std::move(pod));
}

void EvidenceStore::merge(EvidenceStore&& other) {
  for (const auto& [name, pods] : other.pods_by_namespace_) pods_by_namespace_[name] += pods;
  events_ += other.events_;
  event_reach_.merge(other.event_reach_);
  // Keys begin with a namespace, and theirs are others, so none can stand on both sides; node Events can.
  events_by_uid_.merge(other.events_by_uid_);
  events_by_name_.merge(other.events_by_name_);
  kept_pods_.merge(other.kept_pods_);
  bounds_.merge(std::move(other.bounds_));
  pods_by_job_.merge(other.pods_by_job_);
  for (auto& [node, events] : other.oom_events_by_node_) {
    auto& mine = oom_events_by_node_[node];
    std::move(events.begin(), events.end(), std::back_inserter(mine));
  }
}

std::vector<NodeEvidence> EvidenceStore::node_evidence() const {
  std::vector<NodeEvidence> all;
  for (const auto& [node, events] : oom_events_by_node_) all.push_back({node, events});
  return all;
}

std::vector<PodEvidence> EvidenceStore::take(const Selects& read_completely, MetricIndex&& metrics) {
  std::vector<PodEvidence> all;
  const auto move_events = [](auto& events_by_key, const auto& key, PodEvidence& evidence) {
    if (auto found = events_by_key.extract(key)) {
      std::move(found.mapped().begin(), found.mapped().end(), std::back_inserter(evidence.events));
    }
  };
  auto pods = std::exchange(kept_pods_, {});
  std::map<NamespacedUid, std::shared_ptr<const JobHistory>> jobs;
  for (auto& [key, pod] : pods) {
    PodEvidence evidence;
    evidence.namespace_name = pod.namespace_name;
    evidence.pod_name = pod.name;
    evidence.pod_uid = pod.uid;
    evidence.presence = Presence::listed;
    move_events(events_by_uid_, NamespacedUid{pod.namespace_name, pod.uid}, evidence);
    if (!pod.mirror_uid.empty()) {
      move_events(events_by_uid_, NamespacedUid{pod.namespace_name, pod.mirror_uid}, evidence);
    }
    move_events(events_by_name_, NamespacedName{pod.namespace_name, pod.name}, evidence);
    evidence.metrics = metrics.take(pod.namespace_name, pod.name, pod.uid, pod.created_at);
    if (const auto ooms = oom_events_by_node_.find(pod.node); ooms != oom_events_by_node_.end()) {
      for (const EventObservation& event : ooms->second) {
        if (event.time) evidence.node_oom_times.push_back(*event.time);
      }
      std::sort(evidence.node_oom_times.begin(), evidence.node_oom_times.end());
    }
    if (const OwnerReference* job = controlling_job(pod); job != nullptr) {
      std::shared_ptr<const JobHistory>& history = jobs[{pod.namespace_name, job->uid}];
      if (!history) history = std::make_shared<const JobHistory>(pods_of_job({pod.namespace_name, job->uid}));
      evidence.job = history;
    }
    evidence.pod = std::move(pod);
    all.push_back(std::move(evidence));
  }
  const auto add_unlisted = [&](std::vector<EventObservation>& events, const std::string& uid) {
    PodEvidence evidence;
    evidence.namespace_name = events.front().namespace_name;
    evidence.pod_name = events.front().involved_name;
    evidence.pod_uid = uid;
    evidence.presence = read_completely(evidence.namespace_name) ? Presence::gone : Presence::unknown;
    evidence.events = std::move(events);
    evidence.metrics = metrics.take(evidence.namespace_name, evidence.pod_name, uid, std::nullopt);
    all.push_back(std::move(evidence));
  };
  auto by_uid = std::exchange(events_by_uid_, {});
  for (auto& [key, events] : by_uid) add_unlisted(events, key.second);
  auto by_name = std::exchange(events_by_name_, {});
  for (auto& [name, events] : by_name) add_unlisted(events, "");
  for (std::vector<MetricObservation>& facts : metrics.take_rest()) {
    PodEvidence evidence;
    evidence.namespace_name = facts.front().namespace_name;
    evidence.pod_name = facts.front().pod;
    evidence.pod_uid = facts.front().pod_uid;
    evidence.presence = read_completely(evidence.namespace_name) ? Presence::gone : Presence::unknown;
    evidence.metrics = std::move(facts);
    all.push_back(std::move(evidence));
  }
  std::sort(all.begin(), all.end(), [](const PodEvidence& left, const PodEvidence& right) {
    return std::tie(left.namespace_name, left.pod_name, left.pod_uid) <
           std::tie(right.namespace_name, right.pod_name, right.pod_uid);
  });
  return all;
}

}  // namespace oomscan::scan
