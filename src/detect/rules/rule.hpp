// A rule: one way to come to a finding, with its own prefilters beside it.
// Rules are pure functions; a prefilter that answers false promises that `judge` says nothing without other evidence.
#pragma once

#include <optional>
#include <string_view>

#include "detect/case.hpp"
#include "detect/claim.hpp"

namespace oomscan::detect {

// A rule with neither prefilter speaks of metrics, which the scan keeps in any case.
struct Rule {
  std::string_view name;      // in a few words, as 'explain' calls it
  std::string_view looks_at;  // what it reads
  // May this pod's status alone make the rule speak? nullptr: never.
  bool (*pod_may_matter)(const PodObservation& pod) = nullptr;
  // May this Event make the rule speak, or change what it says? nullptr: never.
  bool (*event_may_matter)(const EventObservation& event) = nullptr;
  // May Events of this pod's Node make the rule speak? nullptr: never.
  bool (*pod_needs_node_events)(const PodObservation& pod) = nullptr;
  // Where it looked and says nothing, it may tell `about.silent` why.
  Claims (*judge)(const Case& about) = nullptr;
};

// The same about a node; its Events inside the range or without a time lead to at most one finding.
struct NodeRule {
  bool (*event_may_matter)(const EventObservation& event);
  std::optional<Finding> (*judge)(const NodeEvidence& evidence, const JudgingFrame& frame);
};

}  // namespace oomscan::detect
