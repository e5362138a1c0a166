// One run as it is remembered: what was seen, what failed, and what could not be seen. Not logs, descriptions or
// secrets: what stands here has passed the redactor. Values.
//
// A run may be recorded in parts (a cluster each, by several processes) under one id; a part that is there already is
// not recorded again.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "oomscan/model/finding.hpp"
#include "oomscan/model/history.hpp"
#include "oomscan/model/incident.hpp"
#include "oomscan/model/time.hpp"

namespace oomscan {

// Among RecordedCluster::complete_namespaces (no namespace is called so): the cluster was read as a whole, and what is
// not named is not there.
inline constexpr std::string_view kAllNamespaces = "*";

struct RecordedSpan {
  std::string namespace_name;
  std::string source;  // to_id(Source)
  Span span;

  friend bool operator==(const RecordedSpan&, const RecordedSpan&) = default;
};

struct RecordedGap {
  std::string namespace_name;
  std::string what;  // to_id(GapSubject)
  std::string why;   // to_id(GapReason)
  std::string detail;

  friend bool operator==(const RecordedGap&, const RecordedGap&) = default;
};

struct RecordedFinding {
  std::string fingerprint;
  Subject subject;  // its cluster_id is the RecordedCluster's
  bool workload_guessed = false;
  std::string pod;
  std::string pod_uid;
  State state = State::unknown;
  Confidence confidence = Confidence::suspect;
  std::string cause;
  std::string node;
  std::string image;
  std::optional<int> exit_code;
  std::optional<std::int64_t> restart_count;
  std::optional<std::int64_t> memory_limit_bytes;
  std::vector<FailureBounds> moments;  // reduced

  friend bool operator==(const RecordedFinding&, const RecordedFinding&) = default;
};

struct RecordedCluster {
  std::string id;  // uid of the namespace kube-system; where it is not known, `server`
  std::string name;
  std::string server;
  std::string status;  // to_id(CoverageStatus)
  std::int64_t pods = 0;
  std::vector<RecordedSpan> seen;
  // Namespaces whose pods and Events were both read completely: those in which nothing found means nothing fails.
  std::vector<std::string> complete_namespaces;
  std::vector<RecordedGap> gaps;
  std::vector<RecordedFinding> findings;
  std::vector<HistorySlice::NamespaceSize> sizes;  // `cluster` is not used

  friend bool operator==(const RecordedCluster&, const RecordedCluster&);
};

struct RunRecord {
  std::string id;  // sorts by time: see new_run_id
  Timestamp started_at{};
  Timestamp finished_at{};
  std::string tool_version;
  std::string origin = "scan";  // "scan", or "import"
  std::string range_requested;
  Span range;
  bool interrupted = false;
  std::vector<RecordedCluster> clusters;
  // What it looked for: of another type, nothing found means nothing. Empty: not known, as of a run that is read back.
  std::vector<std::string> types{};

  friend bool operator==(const RunRecord&, const RunRecord&) = default;
};

struct RunSummary {
  std::string id;
  Timestamp started_at{};
  Timestamp finished_at{};
  std::string tool_version;
  std::string origin;
  bool interrupted = false;
  std::int64_t clusters = 0;
  std::int64_t clusters_skipped = 0;
  std::int64_t findings = 0;
  std::int64_t active = 0;
  std::int64_t gaps = 0;
};

// Decides what a run changes about incidents. Pure; called by a store within its transaction, so that two runs at once
// are judged one after the other. `run` has the clusters that are new to the store, and their findings without moments:
// what was known when is an accident of the order in which runs came, so the store itself counts the failures of an
// incident (opened_at, last_failure_at, failures) from all that it remembers. `before` holds the incidents of these
// clusters; what comes back is stored. A run that comes late is judged again with all that came after it.
using IncidentJudge =
    std::function<std::vector<IncidentStep>(const RunRecord& run, const std::vector<Incident>& before)>;

// Ids of runs sort by time: "20261127T205137Z-", and 1 to 64 letters, digits, '-' and '.'.
[[nodiscard]] bool is_run_id(std::string_view text);
// With 16 hexadecimal digits: two runs of one second stay two.
[[nodiscard]] std::string new_run_id(Timestamp started_at, std::uint64_t random);

}  // namespace oomscan
