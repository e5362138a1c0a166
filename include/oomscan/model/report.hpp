// The result of a scan: findings, and what was and was not seen.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "oomscan/model/finding.hpp"
#include "oomscan/model/gap.hpp"
#include "oomscan/model/namespace_verdict.hpp"
#include "oomscan/model/seen.hpp"
#include "oomscan/model/time.hpp"

namespace oomscan {

enum class CoverageStatus {
  scanned,  // everything asked for was seen
  partial,  // something was seen, and there are gaps
  skipped,  // nothing was seen
};
[[nodiscard]] std::string_view to_id(CoverageStatus status);

struct ClusterCoverage {
  std::string cluster;
  std::string context;
  std::vector<std::string> folded_contexts;  // other contexts of the same cluster
  std::string server;                        // "https://api.example:6443"
  std::string cluster_uid;                   // uid of the namespace kube-system; empty: it could not be learned
  std::string cluster_id;                    // `cluster_uid`; where that is not known, `server`
  CoverageStatus status = CoverageStatus::skipped;
  std::optional<std::int64_t> namespaces_total;  // nullopt: could not be listed
  std::int64_t namespaces_selected = 0;
  std::int64_t namespaces_scanned = 0;  // selected ones whose pods and events were both read completely
  std::int64_t pods = 0;                // in selected namespaces
  std::int64_t events = 0;              // in selected namespaces
  // Since when Events were kept, by when the server got the oldest: of every selected namespace of which they were
  // read. nullopt: nothing tells that of all. Of one namespace they may reach further (`seen`).
  std::optional<Timestamp> events_reach_back_to;
  std::optional<Timestamp> prometheus_reaches_back_to;
  std::vector<Seen> seen;  // ordered: by namespace, source, time; within the range, by the cluster's clock
  // How far this machine's clock is ahead of the cluster's; nullopt: the cluster does not tell, or they agree.
  std::optional<Seconds> clock_ahead;
  std::vector<NamespaceVerdict> verdicts;  // of each selected namespace, ascending by name
  std::int64_t secrets_redacted = 0;       // replaced in the artifact files that were saved
  std::chrono::milliseconds elapsed{0};    // terminal only: exports must be reproducible
  std::vector<std::string> notes;          // fallbacks taken, said to the person; not gaps
  std::vector<Gap> gaps;
};

// A type of failure that was looked for.
struct SoughtType {
  std::string id;           // "OOMKilled", ...
  std::string description;  // one line
  bool of_nodes = false;    // what befalls a node, and stands in no namespace
};

struct ScanReport {
  std::string tool_version;
  Timestamp generated_at{};
  TimeRange time_range;
  // The range was asked for: what of it was not kept is a gap. Otherwise it means "as far as there is, at most this".
  bool time_range_promised = true;
  bool interrupted = false;
  std::string run_id;                     // under which it is remembered; empty: it is not
  std::vector<Finding> findings;          // sorted by `before`
  std::vector<ClusterCoverage> coverage;  // sorted by cluster
  std::vector<SoughtType> types;          // that were looked for, in the order of the catalog; empty: not known
  // How long the run took; nullopt: not known. For metrics of the run only: other exports must be reproducible.
  std::optional<std::chrono::milliseconds> took;

  // No gap anywhere and not interrupted.
  [[nodiscard]] bool complete() const;
};

}  // namespace oomscan
