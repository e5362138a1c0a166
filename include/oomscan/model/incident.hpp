// An incident: one fingerprint's failing, from the first failure until it was seen healthy. Values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "oomscan/model/finding.hpp"
#include "oomscan/model/history.hpp"
#include "oomscan/model/time.hpp"

namespace oomscan {

enum class IncidentStatus {
  watched,   // failing, but not yet often enough to open one (--open-after)
  open,      // failing, or not seen healthy since
  flapping,  // opened and resolved too often in a day: open until it is quiet
  resolved,  // seen healthy
};
[[nodiscard]] std::string_view to_id(IncidentStatus status);

struct IncidentSettings {
  int open_after = 1;      // runs that see it failing, >= 1
  int resolve_after = 2;   // runs in a row that see it healthy, >= 1 ...
  Seconds settle{3600};    // ... or seen healthy over this time
  int flapping_turns = 3;  // opened more often than this in `flapping_span`: flapping
  Seconds flapping_span{24 * 3600};
};

struct Incident {
  std::string fingerprint;
  Subject subject;
  std::string cluster;  // the newest name of subject.cluster_id
  IncidentStatus status = IncidentStatus::watched;
  Timestamp opened_at{};        // the first failure of this round
  Timestamp last_failure_at{};  // the newest that is known
  Timestamp last_seen_at{};     // the newest run that could see it, failing or not
  std::optional<Timestamp> resolved_at;
  std::int64_t failures = 0;  // distinct ones since it was opened; a lower bound
  std::int64_t runs = 0;      // that saw it failing since it was opened
  // For the next decision.
  std::string last_run;  // the newest run that was judged: ids sort by time
  int healthy_runs = 0;  // in a row
  std::optional<Timestamp> healthy_since;
  std::vector<Timestamp> turns;  // when it was opened, within the last flapping_span
  Timestamp counts_after{};      // failures up to then are of an earlier round, or of none

  friend bool operator==(const Incident&, const Incident&) = default;
};

// What one run says about one subject.
enum class Sighting {
  failing,   // a confirmed or probable finding that is active
  healthy,   // its namespace was completely read, and the container is ready or its workload is gone
  unclear,   // seen, but neither: a suspicion, a pod on its way out
  not_seen,  // a gap, a skipped cluster, an interrupted run
};

struct IncidentSighting {
  std::string run;  // id
  Timestamp at{};
  Sighting sighting = Sighting::not_seen;
  std::optional<Timestamp> first_failure;  // known failures: the first and the last, and how many new ones
  std::optional<Timestamp> last_failure;
  std::int64_t new_failures = 0;
  Timestamp looked_after{};  // the run looked at failures since then
};

enum class IncidentChange { none, opened, updated, resolved, reopened, flapping };
[[nodiscard]] std::string_view to_id(IncidentChange change);

struct IncidentStep {
  Incident incident;
  IncidentChange change = IncidentChange::none;
};

struct Incidents {
  Timestamp now{};
  std::vector<Incident> rows;
};

}  // namespace oomscan
