// The case that rules judge: one pod's evidence and the frame, with only those Events that are about this very pod.
// A Case points into the evidence and frame that it was opened with and must not outlive them. Pure, safe from any
// thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "oomscan/model/evidence.hpp"
#include "oomscan/model/explanation.hpp"

namespace oomscan::detect {

// An Event and the container that it is about: by its field path, else its message, else the pod's only one, else
// empty.
struct SeenEvent {
  const EventObservation* event = nullptr;  // never null in a Case
  std::string container{};
  ContainerKind kind = ContainerKind::main;
  const ContainerObservation* observed = nullptr;  // nullptr: not among the pod's containers, or the pod was not read
};

// The container that a metric is about: as the pod shows it, else main or init as the metric says.
struct SeenContainer {
  ContainerKind kind = ContainerKind::main;
  const ContainerObservation* observed = nullptr;  // nullptr: not among the pod's containers, or the pod was not read
};

struct Case {
  const PodEvidence& evidence;
  const JudgingFrame& frame;
  std::vector<SeenEvent> events;                  // inside the range or without a time; in the order of the evidence
  std::vector<SeenEvent> earlier_events;          // before the range: they make no finding, but explain one
  std::vector<const MetricObservation*> metrics;  // never null; in an order of their own, whatever the evidence's

  // Where rules tell why they say nothing; nullptr: nobody asks.
  std::vector<Silence>* silences = nullptr;

  void silent(std::string_view container, std::string_view why) const {
    if (silences != nullptr) silences->push_back({std::string(container), std::string(why)});
  }

  // nullptr unless the pod was read.
  [[nodiscard]] const PodObservation* pod() const { return evidence.pod ? &*evidence.pod : nullptr; }
};

[[nodiscard]] SeenContainer container_of(const Case& about, const MetricObservation& metric);

[[nodiscard]] Case open_case(const PodEvidence& evidence, const JudgingFrame& frame);

}  // namespace oomscan::detect
