// Findings of one cluster sorted by the pod that they speak of: what shares one describe and one log file.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "oomscan/model/finding.hpp"

namespace oomscan::artifacts {

struct PodFindings {
  std::string namespace_name;
  std::string pod;
  std::string pod_uid;                // empty: only Events without uid speak of it
  bool gone = false;                  // no pod has this uid any more, even if its name is in use again
  std::vector<std::size_t> findings;  // indices, ascending

  // For each failing container ("" being one: not known which) its first finding, in the findings' order.
  [[nodiscard]] std::vector<std::size_t> first_findings_of_containers(const std::vector<Finding>& all) const;
};

// In the order of their first finding. Findings without a pod are in none.
[[nodiscard]] std::vector<PodFindings> group_by_pod(const std::vector<Finding>& findings);

// The order in which they are worth saving: what is there before what is gone, then the newest of each namespace, then
// the next of each, so that one noisy namespace does not take the place of others. Otherwise the order stays.
[[nodiscard]] std::vector<PodFindings> newest_first(std::vector<PodFindings> pods, const std::vector<Finding>& all);

}  // namespace oomscan::artifacts
