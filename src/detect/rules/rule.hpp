// A rule: one way to come to a verdict, with its own prefilters beside it.
// Rules are pure functions; a prefilter that answers false promises that `judge` says nothing without other evidence.
#pragma once

#include <optional>

#include "detect/case.hpp"
#include "detect/verdict.hpp"

namespace oomscan::detect {

// A rule with neither prefilter speaks of metrics, which the scan keeps in any case.
struct Rule {
  // May this pod's status alone make the rule speak? nullptr: never.
  bool (*pod_may_matter)(const PodObservation& pod);
  // May this Event make the rule speak, or change what it says? nullptr: never.
  bool (*event_may_matter)(const EventObservation& event);
  Verdicts (*judge)(const Case& about);
};

// The same about a node; its Events inside the range or without a time lead to at most one finding.
struct NodeRule {
  bool (*event_may_matter)(const EventObservation& event);
  std::optional<Finding> (*judge)(const NodeEvidence& evidence, const JudgingFrame& frame);
};

}  // namespace oomscan::detect
