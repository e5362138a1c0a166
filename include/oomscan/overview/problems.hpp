// Findings as problems: what is one thing to mend is one problem, and the most urgent comes first. Every view of a
// report (terminal, tables, pages, alerts) takes groups, order and sums from here, so that they cannot disagree.
// Invariants: each finding stands in exactly one problem; the result depends on the report alone.
// Pure, thread-safe; the problems point into the report, which outlives them.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "oomscan/model/finding.hpp"
#include "oomscan/model/report.hpp"

namespace oomscan::overview {

// 0 for what fails now; the larger, the less it needs doing.
[[nodiscard]] int urgency(State state);

// All states, the most urgent first.
inline constexpr std::array kStatesByUrgency = {State::active, State::unknown, State::terminating, State::recovered,
                                                State::gone};

// Findings of one type and cause, in one container of one workload: a Deployment whose 17 pods fail alike is one.
// What names the problem (cluster, namespace, workload, container, type, cause) is that of `findings.front()`.
struct Problem {
  std::vector<const Finding*> findings;  // never empty; the most urgent first, then the newest failure, then by name
  std::size_t pods = 0;                  // distinct; 0 for a node's
  std::array<std::size_t, kStatesByUrgency.size()> by_state{};  // findings, in the order of kStatesByUrgency
  State state = State::unknown;                                 // of the most urgent finding
  Confidence confidence = Confidence::suspect;                  // of the surest finding
  std::size_t failures = 0;                                     // known moments, a lower bound
  std::optional<Timestamp> first;                               // known moment
  std::optional<Timestamp> last;
  std::optional<std::int64_t> restarts;           // the sum of those that are known
  std::vector<std::int64_t> memory_limits_bytes;  // ascending, distinct
  std::vector<std::string> images;                // ascending, distinct, known ones

  [[nodiscard]] const Finding& about() const { return *findings.front(); }
  [[nodiscard]] bool fails_now() const { return state == State::active; }
};

// Of all clusters. Order: what fails now first; then kills before loops before what is less (as NamespaceHealth is
// ordered); then more pods, the newer failure, cluster, namespace, workload, container, cause.
[[nodiscard]] std::vector<Problem> problems(const ScanReport& report);

// 134217728 -> "128Mi"; one decimal where it does not divide: "1.5Gi"; "512 bytes".
[[nodiscard]] std::string memory_words(std::int64_t bytes);

// How many of what, for a summary line. Sorted by type.
struct TypeCount {
  std::string type;
  std::size_t findings = 0;
  std::size_t problems = 0;
  std::size_t active = 0;  // findings
};
struct Sums {
  std::size_t findings = 0;
  std::size_t problems = 0;
  std::size_t pods = 0;  // that have a finding; distinct
  std::vector<TypeCount> types;
  std::array<std::size_t, kStatesByUrgency.size()> by_state{};  // findings
  std::array<std::size_t, 3> clusters{};                        // by CoverageStatus: scanned, partial, skipped
  std::int64_t namespaces_seen = 0;                             // whose pods and Events were both read completely
  std::int64_t pods_seen = 0;
};
[[nodiscard]] Sums sums(const ScanReport& report);

}  // namespace oomscan::overview
