// A rule: one way to come to a verdict, with its own prefilters beside it.
// Rules are pure functions; a prefilter that answers false promises that `judge` says nothing without other evidence.
#pragma once

#include "detect/case.hpp"
#include "detect/verdict.hpp"

namespace oomscan::detect {

struct Rule {
  // May this pod's status alone make the rule speak? nullptr: never.
  bool (*pod_may_matter)(const PodObservation& pod);
  // May this Event make the rule speak, or change what it says? nullptr: never.
  bool (*event_may_matter)(const EventObservation& event);
  Verdicts (*judge)(const Case& about);
};

}  // namespace oomscan::detect
