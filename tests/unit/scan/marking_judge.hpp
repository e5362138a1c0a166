// A judge simple enough to see through: a pod whose phase or reason is "Bad", or any Event with reason "Bad", is one
// finding.
#pragma once

#include "oomscan/ports/judge.hpp"

namespace oomscan::scan {

class MarkingJudge final : public Judge {
 public:
  [[nodiscard]] bool may_matter(const PodObservation& pod) const override {
    return pod.phase == "Bad" || pod.reason == "Bad";
  }
  [[nodiscard]] bool may_matter(const EventObservation& event) const override {
    return event.reason == "Bad" || event.reason == "SystemOOM";
  }
  [[nodiscard]] std::vector<Finding> judge(const PodEvidence& evidence, const JudgingFrame& frame) const override {
    last_frame = frame;
    Finding finding;
    finding.namespace_name = evidence.namespace_name;
    finding.pod = evidence.pod_name;
    finding.pod_uid = evidence.pod_uid;
    finding.type = "Bad";
    finding.state = evidence.presence == Presence::listed ? State::active
                    : evidence.presence == Presence::gone ? State::gone
                                                          : State::unknown;
    return {finding};
  }
  [[nodiscard]] bool judges_nodes() const override { return nodes_wanted; }
  [[nodiscard]] std::vector<Finding> judge_node(const NodeEvidence& evidence, const JudgingFrame&) const override {
    Finding finding;
    finding.type = "NodeBad";
    finding.node = evidence.node;
    return nodes_wanted ? std::vector<Finding>{finding} : std::vector<Finding>{};
  }
  [[nodiscard]] bool needs_node_events(const PodObservation& pod) const override {
    return pod.phase == "Bad" && pods_need_nodes;
  }
  bool nodes_wanted = false;
  bool pods_need_nodes = false;
  mutable JudgingFrame last_frame;  // not for scans on several threads
};

inline PodObservation pod(std::string namespace_name, std::string name, std::string phase = "Running") {
  PodObservation p;
  p.uid = "uid-" + name;
  p.namespace_name = std::move(namespace_name);
  p.name = std::move(name);
  p.phase = std::move(phase);
  return p;
}

inline EventObservation event(std::string namespace_name, std::string pod_name, std::string uid,
                              std::string reason = "Bad") {
  EventObservation e;
  e.namespace_name = namespace_name;
  e.involved_kind = "Pod";
  e.involved_namespace = std::move(namespace_name);
  e.involved_name = std::move(pod_name);
  e.involved_uid = std::move(uid);
  e.reason = std::move(reason);
  e.time = Timestamp{Seconds{1'000'000}};
  return e;
}

}  // namespace oomscan::scan
