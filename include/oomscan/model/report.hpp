// The result of a scan: findings, and what was and was not seen.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "oomscan/model/finding.hpp"
#include "oomscan/model/namespace_verdict.hpp"
#include "oomscan/model/result.hpp"
#include "oomscan/model/time.hpp"

namespace oomscan {

// Something that was asked for and not seen.
struct Gap {
  std::string namespace_name;  // empty: the whole cluster
  std::string what;    // "cluster", "namespaces", "pods", "events", "history", "log", "describe", "artifacts", ...
  std::string why;     // to_id(ErrorKind), or "retention", "interrupted", "quick"
  std::string detail;  // one line for a person
  std::string hint;    // what to do about it, or empty

  friend bool operator==(const Gap&, const Gap&) = default;
};

// A gap from a failure: why = to_id(error.kind), detail = its message, hint = its hint.
[[nodiscard]] Gap gap_from(const Error& error, std::string namespace_name, std::string what);

enum class CoverageStatus {
  scanned,  // everything asked for was seen
  partial,  // something was seen, and there are gaps
  skipped,  // nothing was seen
};
[[nodiscard]] std::string_view to_id(CoverageStatus status);

struct ClusterCoverage {
  std::string cluster;
  std::string context;
  std::vector<std::string> folded_contexts;  // other contexts of the same API server and user
  std::string server;                        // "https://api.example:6443"
  CoverageStatus status = CoverageStatus::skipped;
  std::optional<std::int64_t> namespaces_total;  // nullopt: could not be listed
  std::int64_t namespaces_selected = 0;
  std::int64_t namespaces_scanned = 0;  // selected ones whose pods and events were both read completely
  std::int64_t pods = 0;                // in selected namespaces
  std::int64_t events = 0;              // in selected namespaces
  std::optional<Timestamp> events_reach_back_to;
  std::optional<Timestamp> prometheus_reaches_back_to;
  std::vector<NamespaceVerdict> verdicts;  // of each selected namespace, ascending by name
  std::int64_t secrets_redacted = 0;       // replaced in the artifact files that were saved
  std::chrono::milliseconds elapsed{0};    // terminal only: exports must be reproducible
  std::vector<std::string> notes;          // fallbacks taken, said to the person; not gaps
  std::vector<Gap> gaps;
};

struct ScanReport {
  std::string tool_version;
  Timestamp generated_at{};
  TimeRange time_range;
  bool interrupted = false;
  std::vector<Finding> findings;          // sorted by `before`
  std::vector<ClusterCoverage> coverage;  // sorted by cluster

  // No gap anywhere and not interrupted.
  [[nodiscard]] bool complete() const;
};

}  // namespace oomscan
