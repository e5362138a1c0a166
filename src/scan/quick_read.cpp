#include "scan/quick_read.hpp"

#include <algorithm>
#include <functional>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "scan/suspicious_row.hpp"

namespace oomscan::scan {
namespace {

constexpr std::string_view kNoTable =
    "--quick: the server makes no table of pods that can be read: read all pods whole";
constexpr std::string_view kNoSearches =
    "--quick: this server searches its pods no faster than it lists them: read all pods whole";
constexpr std::string_view kTooManyPods = "--quick: too many pods give reason for a look: read all pods whole";
constexpr std::string_view kTooManySearchesWhole =
    "--quick: too many pods would have to be searched for by name: read all pods whole";
constexpr std::string_view kTooManySearches =
    "--quick: too many pods would have to be searched for by name: read namespace by namespace";

// Which names stand in the table, how often, and which are suspicious. Names are kept as hashes: one that is taken for
// another costs a request and changes nothing.
class Rows final : public ListSink<PodRow> {
 public:
  explicit Rows(Suspicion suspicion) : suspicion_(suspicion) {}

  void accept(PodRow&& row) override {
    hashes_.push_back(hash(row.name));
    if (!suspicion_.is_raised_by(row)) {
      some_may_have_succeeded_ = some_may_have_succeeded_ || row.ready == 0;
      return;
    }
    bool& does_not_run = suspicious_.try_emplace(std::move(row.name), false).first->second;
    does_not_run = does_not_run || row.ready == 0;
  }
  void restart() override {
    hashes_.clear();
    suspicious_.clear();
    some_may_have_succeeded_ = false;
  }
  void sort() { std::sort(hashes_.begin(), hashes_.end()); }

  [[nodiscard]] std::size_t size() const { return hashes_.size(); }
  // At least as many as there are. After `sort`.
  [[nodiscard]] std::size_t count(const std::string& name) const {
    const auto [begin, end] = std::equal_range(hashes_.begin(), hashes_.end(), hash(name));
    return static_cast<std::size_t>(end - begin);
  }
  // With whether a pod of this name has no container ready: its phase may be another than Running.
  [[nodiscard]] const std::map<std::string, bool>& suspicious() const { return suspicious_; }
  // Among those that raise no suspicion: a pod that succeeded has no container ready.
  [[nodiscard]] bool some_may_have_succeeded() const { return some_may_have_succeeded_; }

 private:
  static std::size_t hash(const std::string& name) { return std::hash<std::string>{}(name); }

  Suspicion suspicion_;
  std::vector<std::size_t> hashes_;
  std::map<std::string, bool> suspicious_;
  bool some_may_have_succeeded_ = false;
};

class FoundPods final : public ListSink<PodObservation> {
 public:
  void accept(PodObservation&& pod) override { pods.push_back(std::move(pod)); }
  void restart() override { pods.clear(); }
  std::vector<PodObservation> pods;
};

class QuickReading {
 public:
  QuickReading(const QuickScene& scene, EvidenceStore& store, std::stop_token stop)
      : scene_(scene),
        store_(store),
        stop_(std::move(stop)),
        rows_(Suspicion{scene.parts.judge, scene.parts.settings.range, scene.parts.clock.now()}) {}

  QuickRead run() {
    QuickRead read;
    read.pods = scene_.reader.read_pod_rows(scene_.where, rows_, stop_);
    if (read.pods.error) {
      // What was no answer to this question may be one to the usual one.
      if (read.pods.error->kind == ErrorKind::bad_answer) return {QuickWay::whole_list, {}, kNoTable};
      return read;
    }
    rows_.sort();
    choose_direct_reads();
    if (unplaced_ > 0 && !scene_.reader.searches_are_cheap()) return {QuickWay::whole_list, {}, kNoSearches};
    const std::size_t wanted = direct_.size() + unplaced_;
    if (wanted > std::max(kSinglePodsMin, rows_.size() * kSinglePodsPerMille / 1000)) {
      return {QuickWay::whole_list, {}, kTooManyPods};
    }
    read_directly(read.pods.resource_version);
    const std::vector<std::string> searched = names_to_search();
    if (!searched.empty() && !error_ && !scene_.reader.searches_are_cheap()) {
      return {QuickWay::whole_list, {}, kNoSearches};
    }
    if (searched.size() > kSearchesMax && !error_) {
      const bool namespaces_are_few = scene_.namespaces + wanted <= rows_.size() / kRowsPerRequest;
      if (namespaces_are_few) return {QuickWay::by_namespaces, {}, kTooManySearches};
      return {QuickWay::whole_list, {}, kTooManySearchesWhole};
    }
    if (!error_) search(searched, read.pods.resource_version);
    if (!error_ && rows_.some_may_have_succeeded()) read_jobs();
    for (PodObservation& pod : found_) store_.add_found(std::move(pod));
    store_.count_pods(scene_.where, read.pods.items);
    read.pods.error = std::move(error_);
    return read;
  }

 private:
  // Of the pods that something names only those that are there; the others are gone.
  void choose_direct_reads() {
    for (const NamespacedName& named : store_.named_pods()) {
      const bool is_here = scene_.where.empty() || named.first == scene_.where;
      if (is_here && rows_.count(named.second) > 0) direct_.insert(named);
    }
    if (!scene_.where.empty()) {
      for (const auto& [name, does_not_run] : rows_.suspicious()) direct_.emplace(scene_.where, name);
      return;
    }
    std::map<std::string, std::size_t> places;
    for (const NamespacedName& direct : direct_) ++places[direct.second];
    for (const auto& [name, does_not_run] : rows_.suspicious()) {
      const auto at = places.find(name);
      if (at != places.end() && at->second >= rows_.count(name)) continue;
      ++unplaced_;
      some_unplaced_do_not_run_ = some_unplaced_do_not_run_ || does_not_run;
    }
  }

  void read_directly(const std::string& version) {
    std::vector<PodSelection> selections;
    // One request names the places of all that failed or wait, which are most of what is suspicious.
    if (some_unplaced_do_not_run_) {
      selections.push_back({.namespace_name = "", .neither_running_nor_succeeded = true, .not_older_than = version});
    }
    for (const auto& [space, name] : direct_) {
      selections.push_back({.namespace_name = space, .name = name, .not_older_than = version});
    }
    read_all(selections);
  }

  // Suspicious names of which not every row has been found.
  [[nodiscard]] std::vector<std::string> names_to_search() const {
    std::map<std::string, std::set<std::string>> places;
    for (const PodObservation& pod : found_) places[pod.name].insert(pod.namespace_name);
    std::vector<std::string> names;
    for (const auto& [name, does_not_run] : rows_.suspicious()) {
      const auto found = places.find(name);
      if (found == places.end() || found->second.size() < rows_.count(name)) names.push_back(name);
    }
    return scene_.where.empty() ? names : std::vector<std::string>{};
  }

  void search(const std::vector<std::string>& names, const std::string& version) {
    std::vector<PodSelection> selections;
    for (const std::string& name : names) {
      selections.push_back({.namespace_name = "", .name = name, .not_older_than = version});
    }
    read_all(selections);
  }

  // A pod's failures are history once a later pod of its Job succeeded, and that one is not suspicious.
  void read_jobs() {
    std::map<std::pair<std::string, std::string>, std::string> pods_by_job;  // (namespace, Job's uid) → a pod's uid
    for (const PodObservation& pod : found_) {
      const OwnerReference* job = controlling_job(pod);
      if (job == nullptr || job->uid.empty() || !store_.is_of_interest(pod)) continue;
      pods_by_job.try_emplace({pod.namespace_name, job->uid}, pod.uid);
    }
    std::vector<PodSelection> selections;
    for (const auto& [job, pod_uid] : pods_by_job) {
      selections.push_back({.namespace_name = job.first, .job_uid = job.second});
    }
    const std::size_t first = found_.size();
    read_all(selections);
    // A Job with a selector of its own labels its pods as it likes.
    std::set<std::string> seen;
    for (std::size_t i = first; i < found_.size(); ++i) seen.insert(found_[i].uid);
    std::set<std::string> namespaces;
    for (const auto& [job, pod_uid] : pods_by_job) {
      if (!seen.contains(pod_uid)) namespaces.insert(job.first);
    }
    if (!error_)
      read_each(namespaces.size(), [&](std::size_t i, ListSink<PodObservation>& sink) {
        return scene_.reader.read_pods(*std::next(namespaces.begin(), static_cast<std::ptrdiff_t>(i)), sink, stop_);
      });
  }

  void read_all(const std::vector<PodSelection>& selections) {
    read_each(selections.size(), [&](std::size_t i, ListSink<PodObservation>& sink) {
      return scene_.reader.read_selected_pods(selections[i], sink, stop_);
    });
  }

  void read_each(std::size_t count,
                 const std::function<ListOutcome(std::size_t, ListSink<PodObservation>&)>& read_one) {
    std::vector<FoundPods> found(count);
    std::vector<std::optional<ListOutcome>> outcomes(count);
    scene_.parts.scheduler.for_each(
        count, scene_.workers, [&](std::size_t i) { outcomes[i] = read_one(i, found[i]); }, stop_);
    for (std::size_t i = 0; i < count; ++i) {
      std::move(found[i].pods.begin(), found[i].pods.end(), std::back_inserter(found_));
      if (error_) continue;
      if (!outcomes[i]) {
        error_ = Error{ErrorKind::cancelled, "stopped before all suspicious pods were read", ""};
      } else {
        error_ = std::move(outcomes[i]->error);
      }
    }
  }

  const QuickScene& scene_;
  EvidenceStore& store_;
  std::stop_token stop_;
  Rows rows_;
  std::set<NamespacedName> direct_;
  std::size_t unplaced_ = 0;  // suspicious names whose namespaces are not all known
  bool some_unplaced_do_not_run_ = false;
  std::vector<PodObservation> found_;
  std::optional<Error> error_;
};

}  // namespace

QuickRead read_pods_quickly(const QuickScene& scene, EvidenceStore& store, std::stop_token stop) {
  return QuickReading{scene, store, std::move(stop)}.run();
}

}  // namespace oomscan::scan
