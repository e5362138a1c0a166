#include "artifacts/pod_findings.hpp"

#include <algorithm>
#include <map>
#include <tuple>

namespace oomscan::artifacts {

std::vector<std::size_t> PodFindings::first_findings_of_containers(const std::vector<Finding>& all) const {
  std::vector<std::size_t> first;
  for (const std::size_t index : findings) {
    const bool known = std::any_of(first.begin(), first.end(),
                                   [&](std::size_t other) { return all[other].container == all[index].container; });
    if (!known) first.push_back(index);
  }
  return first;
}

std::vector<PodFindings> group_by_pod(const std::vector<Finding>& findings) {
  std::vector<PodFindings> groups;
  // A pod that is gone and one that took over its name are two pods, even where an Event gave no uid.
  std::map<std::tuple<std::string, std::string, std::string, bool>, std::size_t> known;
  for (std::size_t i = 0; i < findings.size(); ++i) {
    const Finding& finding = findings[i];
    if (finding.pod.empty()) continue;
    const bool gone = finding.state == State::gone;
    const auto [entry, added] =
        known.try_emplace({finding.namespace_name, finding.pod, finding.pod_uid, gone}, groups.size());
    if (added) groups.push_back({finding.namespace_name, finding.pod, finding.pod_uid, gone, {}});
    groups[entry->second].findings.push_back(i);
  }
  return groups;
}

}  // namespace oomscan::artifacts
