// From evidence to findings. Pure: no I/O, no clock, no state; safe from any thread.
#pragma once

#include <string_view>
#include <vector>

#include "oomscan/model/evidence.hpp"
#include "oomscan/model/explanation.hpp"
#include "oomscan/model/finding.hpp"

namespace oomscan {

class Judge {
 public:
  virtual ~Judge() = default;

  // May this pod's status matter by itself? False means: without Events or metrics about it, no finding can come
  // from it, and it need not be kept. Cheap.
  [[nodiscard]] virtual bool may_matter(const PodObservation& pod) const = 0;

  // May this Event lead to a finding, or change one? Cheap.
  [[nodiscard]] virtual bool may_matter(const EventObservation& event) const = 0;

  // All findings of the types asked for, at most one per (container, type); `cluster`, `context` and `artifacts` stay
  // empty.
  [[nodiscard]] virtual std::vector<Finding> judge(const PodEvidence& evidence, const JudgingFrame& frame) const = 0;

  // The same, and why: what each rule looked at and made of it. By default the findings alone.
  [[nodiscard]] virtual Explanation explain(const PodEvidence& evidence, const JudgingFrame& frame) const {
    return {{}, judge(evidence, frame)};
  }

  // Are findings about nodes asked for? Then Events of nodes are needed, whatever namespaces are selected.
  [[nodiscard]] virtual bool judges_nodes() const { return false; }

  // May what befell the node of this pod change what is said about the pod? Then they are needed, too.
  [[nodiscard]] virtual bool needs_node_events(const PodObservation& /*pod*/) const { return false; }

  // The same for a node: findings with `node` set and namespace, pod and container empty. By default none.
  [[nodiscard]] virtual std::vector<Finding> judge_node(const NodeEvidence& /*evidence*/,
                                                        const JudgingFrame& /*frame*/) const {
    return {};
  }
};

struct DetectorInfo {
  std::string_view id;
  std::string_view description;  // one line
  bool on_by_default = false;
};

}  // namespace oomscan
