// What was not seen, and how far back was seen: each cluster once, each reason once. Pure, thread-safe. Details, hints
// and names are as the report has them: hostile until printed safely.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "oomscan/model/report.hpp"

namespace oomscan::overview {

// Gaps that are the same failure in many places of one cluster.
struct Unseen {
  GapReason reason = GapReason::bad_answer;
  std::vector<GapSubject> subjects;     // ascending, distinct
  std::vector<std::string> namespaces;  // ascending, distinct; empty: the whole cluster
  std::string detail;                   // of the first of them; may be empty
  std::string hint;                     // may be empty
  std::size_t gaps = 0;

  [[nodiscard]] bool is_history() const { return subjects.front() == GapSubject::history; }
};

// What failed here, and not at a server: its words differ from cluster to cluster, and are the reason.
[[nodiscard]] bool is_of_this_machine(GapReason reason);

// In the order in which each failure was met first.
[[nodiscard]] std::vector<Unseen> unseen(const ClusterCoverage& coverage);

// Clusters that lack the same for the same reasons. Each cluster with a gap, or of which not everything was seen,
// stands in exactly one group; one without a known reason has none.
struct UnseenInClusters {
  std::vector<std::string> clusters;  // ascending
  std::vector<Unseen> reasons;        // details are those of the first cluster
};
[[nodiscard]] std::vector<UnseenInClusters> unseen(const ScanReport& report);

// "pods, Events": what a person calls the subjects.
[[nodiscard]] std::string subject_words(const Unseen& unseen);

// What several clusters have to say once.
struct SharedNote {
  std::string note;
  std::vector<std::string> clusters;  // ascending
};
// In the order in which each was met first.
[[nodiscard]] std::vector<SharedNote> notes(const ScanReport& report);

// From when on a failure that is over would have left its trace in a source that remembers, without a hole until now.
// By the cluster's clock, not before the range begins. nullopt: nothing tells.
[[nodiscard]] std::optional<Timestamp> seen_since(const ClusterCoverage& coverage, const ScanReport& report);

// How long that is, where it is less than the range; nullopt: nothing tells, or all of it was seen.
[[nodiscard]] std::optional<Seconds> short_reach(const ClusterCoverage& coverage, const ScanReport& report);

// The whole range was seen.
[[nodiscard]] bool whole_range_seen(const ClusterCoverage& coverage, const ScanReport& report);

// "the whole 7d"; "the last 2 h 46 min of 7d, older failures are not kept"; "not known how far back, no Event was
// seen". Of the cluster: single namespaces may have been seen further back (`Seen`).
[[nodiscard]] std::string look_back_words(const ClusterCoverage& coverage, const ScanReport& report);

// "45 s", "12 min", "2 h 46 min", "3 days 4 h"; cut, not rounded; never negative.
[[nodiscard]] std::string span_words(Seconds length);

}  // namespace oomscan::overview
