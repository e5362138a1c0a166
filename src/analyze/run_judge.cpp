#include "analyze/run_judge.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "analyze/incidents.hpp"

namespace oomscan::analyze {
namespace {

// What the run says of one subject, over all of its pods.
struct Seen {
  const RecordedFinding* any = nullptr;
  const RecordedCluster* cluster = nullptr;
  bool failing = false;
  bool unclear = false;  // a suspicion, an unknown state, a pod on its way out
  std::vector<FailureBounds> moments;
};

bool counts_as_failing(const RecordedFinding& finding) {
  return finding.state == State::active && finding.confidence != Confidence::suspect;
}

bool is_over(const RecordedFinding& finding) {
  return finding.state == State::recovered || finding.state == State::gone;
}

std::map<std::string, Seen> seen_in(const RunRecord& run) {
  std::map<std::string, Seen> all;
  for (const RecordedCluster& cluster : run.clusters) {
    for (const RecordedFinding& finding : cluster.findings) {
      Seen& seen = all[finding.fingerprint];
      seen.any = &finding;
      seen.cluster = &cluster;
      seen.failing = seen.failing || counts_as_failing(finding);
      seen.unclear = seen.unclear || (!counts_as_failing(finding) && !is_over(finding));
      // Of each pod apart: two pods that failed in one second are two failures.
      const std::vector<FailureBounds> failures = distinct_failures(finding.moments);
      seen.moments.insert(seen.moments.end(), failures.begin(), failures.end());
    }
  }
  return all;
}

class Places {
 public:
  explicit Places(const RunRecord& run) {
    for (const RecordedCluster& cluster : run.clusters) {
      clusters_.insert(cluster.id);
      for (const std::string& name : cluster.complete_namespaces) complete_.emplace(cluster.id, name);
    }
  }
  // Another cluster's part of the run is another record, and may still come.
  [[nodiscard]] bool has(const std::string& cluster) const { return clusters_.contains(cluster); }
  [[nodiscard]] bool completely_read(const Subject& subject) const {
    return complete_.contains({subject.cluster_id, subject.namespace_name}) ||
           complete_.contains({subject.cluster_id, std::string(kAllNamespaces)});
  }

 private:
  std::set<std::string> clusters_;
  std::set<std::pair<std::string, std::string>> complete_;
};

Sighting sighting_of(const RunRecord& run, const Places& places, const Subject& subject, const Seen* seen) {
  if (seen != nullptr && seen->failing) return Sighting::failing;
  const bool looked_for_it =
      run.types.empty() || std::find(run.types.begin(), run.types.end(), subject.type) != run.types.end();
  if (run.interrupted || !looked_for_it || !places.completely_read(subject)) return Sighting::not_seen;
  return seen != nullptr && seen->unclear ? Sighting::unclear : Sighting::healthy;
}

IncidentSighting told(const RunRecord& run, Sighting sighting, const Seen* seen, const Incident& before) {
  IncidentSighting told{run.id, run.finished_at, sighting, {}, {}, 0, run.range.from};
  if (seen == nullptr) return told;
  const bool first_round = before.last_failure_at == Timestamp{};
  for (const FailureBounds& failure : seen->moments) {
    if (!first_round && failure.latest <= before.last_failure_at) continue;
    told.first_failure = told.first_failure ? std::min(*told.first_failure, failure.latest) : failure.latest;
    told.last_failure = told.last_failure ? std::max(*told.last_failure, failure.latest) : failure.latest;
    ++told.new_failures;
  }
  return told;
}

}  // namespace

std::vector<IncidentStep> judge_run(const RunRecord& run, const std::vector<Incident>& before,
                                    const IncidentSettings& settings) {
  const std::map<std::string, Seen> seen = seen_in(run);
  const Places places(run);
  std::vector<IncidentStep> steps;
  std::set<std::string> judged;
  const auto judge = [&](const Incident& incident, const Seen* found) {
    judged.insert(incident.fingerprint);
    const Sighting sighting = sighting_of(run, places, incident.subject, found);
    // A resolved incident that goes on being healthy is no news, and thousands of them are a long list.
    if (incident.status == IncidentStatus::resolved && sighting != Sighting::failing) return;
    IncidentStep step = after_run(incident, told(run, sighting, found, incident), settings);
    if (found != nullptr && step.incident.last_run == run.id) step.incident.cluster = found->cluster->name;
    if (!(step.incident == incident)) steps.push_back(std::move(step));
  };
  for (const Incident& incident : before) {
    if (!places.has(incident.subject.cluster_id)) continue;
    const auto found = seen.find(incident.fingerprint);
    judge(incident, found == seen.end() ? nullptr : &found->second);
  }
  for (const auto& [fingerprint, what] : seen) {
    if (judged.contains(fingerprint) || !what.failing) continue;
    Incident incident;
    incident.fingerprint = fingerprint;
    incident.subject = what.any->subject;
    judge(incident, &what);
  }
  return steps;
}

}  // namespace oomscan::analyze
