#include "analyze/incidents.hpp"

#include <algorithm>

namespace oomscan::analyze {
namespace {

bool is_open(const Incident& incident) {
  return incident.status == IncidentStatus::open || incident.status == IncidentStatus::flapping;
}

void begin_round(Incident& incident, const IncidentSighting& seen, const IncidentSettings& settings) {
  incident.opened_at = seen.first_failure.value_or(seen.at);
  // What failed before it was resolved belongs to that round.
  if (incident.resolved_at) incident.opened_at = std::max(incident.opened_at, *incident.resolved_at);
  incident.counts_after = std::max(seen.looked_after, incident.resolved_at.value_or(seen.looked_after));
  incident.resolved_at.reset();
  incident.failures = 0;
  incident.runs = 0;
  std::erase_if(incident.turns, [&](Timestamp turn) { return turn + settings.flapping_span < seen.at; });
  incident.turns.push_back(seen.at);
}

IncidentChange failed(Incident& incident, const IncidentSighting& seen, const IncidentSettings& settings) {
  const bool was_resolved = incident.status == IncidentStatus::resolved;
  if (was_resolved) incident.runs = 0;
  IncidentChange change = IncidentChange::updated;
  if (!is_open(incident)) {
    const std::int64_t runs = was_resolved ? 1 : incident.runs + 1;
    if (runs < settings.open_after) {
      incident.status = IncidentStatus::watched;
      incident.runs = runs;
      incident.failures += seen.new_failures;
      return IncidentChange::none;
    }
    const std::int64_t failures = was_resolved ? 0 : incident.failures;
    begin_round(incident, seen, settings);
    incident.runs = runs - 1;
    incident.failures = failures;
    const bool flaps = static_cast<int>(incident.turns.size()) > settings.flapping_turns;
    incident.status = flaps ? IncidentStatus::flapping : IncidentStatus::open;
    change = flaps ? IncidentChange::flapping : was_resolved ? IncidentChange::reopened : IncidentChange::opened;
  }
  ++incident.runs;
  incident.failures += seen.new_failures;
  return change;
}

IncidentChange was_healthy(Incident& incident, const IncidentSighting& seen, const IncidentSettings& settings) {
  ++incident.healthy_runs;
  if (!incident.healthy_since) incident.healthy_since = seen.at;
  if (incident.status == IncidentStatus::watched) {
    incident.runs = 0;  // open_after counts runs in a row
    incident.failures = 0;
    return IncidentChange::none;
  }
  if (!is_open(incident)) return IncidentChange::none;
  const bool flapping = incident.status == IncidentStatus::flapping;
  const Seconds healthy_for = seen.at - *incident.healthy_since;
  const bool enough = flapping ? healthy_for >= settings.flapping_span
                               : incident.healthy_runs >= settings.resolve_after || healthy_for >= settings.settle;
  if (!enough) return IncidentChange::none;
  incident.status = IncidentStatus::resolved;
  incident.resolved_at = seen.at;
  if (flapping) incident.turns.clear();
  return IncidentChange::resolved;
}

}  // namespace

IncidentStep after_run(const Incident& before, const IncidentSighting& seen, const IncidentSettings& settings) {
  IncidentStep step{before, IncidentChange::none};
  Incident& incident = step.incident;
  if (!before.last_run.empty() && seen.run <= before.last_run) return step;
  incident.last_run = seen.run;
  if (seen.sighting == Sighting::not_seen) return step;
  incident.last_seen_at = seen.at;
  if (seen.last_failure) incident.last_failure_at = std::max(incident.last_failure_at, *seen.last_failure);
  if (seen.sighting == Sighting::healthy) {
    step.change = was_healthy(incident, seen, settings);
    if (seen.new_failures > 0 && is_open(incident)) incident.failures += seen.new_failures;
    return step;
  }
  incident.healthy_runs = 0;
  incident.healthy_since.reset();
  if (seen.sighting == Sighting::failing) step.change = failed(incident, seen, settings);
  return step;
}

}  // namespace oomscan::analyze
