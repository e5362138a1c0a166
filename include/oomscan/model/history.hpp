// What is remembered of runs, and what analysis reads of it: values that know no database.
//
// Laws. A failure counts once, however many runs, sources or processes saw it. What was seen travels with what
// happened. Counts are lower bounds within what was seen. Values; no thread-safety concerns of their own.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "oomscan/model/finding.hpp"
#include "oomscan/model/time.hpp"

namespace oomscan {

// When one failure happened, as well as it is known: not before `earliest`, not after `latest` (both included). The
// same for a failure whose second is known. earliest <= latest.
struct FailureBounds {
  Timestamp earliest{};
  Timestamp latest{};

  friend auto operator<=>(const FailureBounds&, const FailureBounds&) = default;
};

// The observations of one container and type that say all that the others say, too: those within which no other one
// lies, ascending. Order and repetition of `observed` do not matter, and parts may be reduced before the whole:
// reduced(A + B) == reduced(reduced(A) + reduced(B)).
[[nodiscard]] std::vector<FailureBounds> reduced(std::vector<FailureBounds> observed);

// The fewest failures that explain all observations: each observation holds at least one of them, so that two
// observations whose bounds overlap are one failure, with the bounds that they share. Ascending. A lower bound of what
// happened, whatever was observed twice, late, or by several sources.
[[nodiscard]] std::vector<FailureBounds> distinct_failures(const std::vector<FailureBounds>& observed);

// A span of time in which failures of a namespace would have been seen. Both ends included.
struct Span {
  Timestamp from{};
  Timestamp to{};

  friend auto operator<=>(const Span&, const Span&) = default;
};

// What lasts over pods, rollouts and runs: one container of one workload, and one type of failure of it.
struct Subject {
  std::string cluster_id;  // uid of the cluster's namespace kube-system, else the API server's URL
  std::string namespace_name;
  Workload workload;
  std::string container;  // empty: unknown which of the pod's
  std::string type;       // detector id

  friend std::strong_ordering operator<=>(const Subject& left, const Subject& right);
  friend bool operator==(const Subject&, const Subject&) = default;
};

// A part of the past, as analysis reads it. Indices lead into `clusters` and `subjects`.
struct HistorySlice {
  struct Cluster {
    std::string id;
    std::string name;  // the newest that it was scanned under
  };
  struct KnownSubject {
    Subject id;
    std::string fingerprint;
    std::optional<Timestamp> first_failure;  // of all that is remembered, not of the slice alone; nullopt: none is
  };
  struct Failure {  // one failure of one container of one pod
    std::size_t subject = 0;
    std::string pod_uid;
    std::string pod;
    FailureBounds when;
  };
  struct RestartCount {       // the kubelet's own counter, as one run saw it
    std::size_t subject = 0;  // any of the container's: the counter is the container's, whatever the type
    std::string pod_uid;
    std::string pod;
    Timestamp at{};
    std::int64_t count = 0;
  };
  struct Seen {
    std::size_t cluster = 0;
    std::string namespace_name;
    Span span;
  };
  struct NamespaceSize {  // the most pods that a run counted there in the slice's time
    std::size_t cluster = 0;
    std::string namespace_name;
    std::int64_t pods = 0;
  };
  struct Recovery {  // a run saw the container healthy again, or an incident was resolved
    std::size_t subject = 0;
    std::string pod_uid;  // empty: the whole workload
    Timestamp at{};
  };
  struct Change {  // of a workload or its node: a rollout, a configuration, a reboot
    std::size_t cluster = 0;
    std::string namespace_name;
    Workload workload;
    Timestamp at{};
    std::string what;    // "rollout", "config", "node"
    std::string detail;  // one line for a person
  };
  struct Current {  // what the newest run that saw the container says of it
    std::size_t subject = 0;
    std::string pod_uid;
    State state = State::unknown;
    Confidence confidence = Confidence::suspect;
    Timestamp at{};
  };

  std::vector<Cluster> clusters;
  std::vector<KnownSubject> subjects;
  std::vector<Failure> failures;  // distinct: one for each failure
  std::vector<RestartCount> restart_counts;
  std::vector<Seen> seen;  // in any order, may overlap
  std::vector<NamespaceSize> sizes;
  std::vector<Recovery> recoveries;          // runs' sightings
  std::vector<Recovery> resolved_incidents;  // pod_uid is empty
  std::vector<Change> changes;
  std::vector<Current> current;
};

}  // namespace oomscan
