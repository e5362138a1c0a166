#include "artifacts/pod_findings.hpp"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

namespace oomscan::artifacts {
namespace {

Timestamp latest_of(const std::vector<Timestamp>& times) {
  return times.empty() ? Timestamp::min() : *std::max_element(times.begin(), times.end());
}

}  // namespace

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

std::vector<PodFindings> newest_first(std::vector<PodFindings> pods, const std::vector<Finding>& all) {
  struct Place {
    PodFindings pod;
    Timestamp newest = Timestamp::min();
    std::size_t rank = 0;  // in its namespace
  };
  std::vector<Place> places;
  for (PodFindings& pod : pods) {
    Place place{std::move(pod)};
    for (const std::size_t index : place.pod.findings) {
      // One without a moment waits now.
      const auto& times = all[index].timestamps;
      const bool now = times.empty() && all[index].state == State::active;
      place.newest = now ? Timestamp::max() : std::max(place.newest, latest_of(times));
    }
    places.push_back(std::move(place));
  }
  const auto by_newest = [](const Place& left, const Place& right) {
    return std::pair(left.pod.gone, right.newest) < std::pair(right.pod.gone, left.newest);
  };
  std::stable_sort(places.begin(), places.end(), by_newest);
  std::map<std::pair<bool, std::string>, std::size_t> seen;
  for (Place& place : places) place.rank = seen[{place.pod.gone, place.pod.namespace_name}]++;
  std::stable_sort(places.begin(), places.end(), [](const Place& left, const Place& right) {
    return std::pair(left.pod.gone, left.rank) < std::pair(right.pod.gone, right.rank);
  });
  std::vector<PodFindings> sorted;
  for (Place& place : places) sorted.push_back(std::move(place.pod));
  return sorted;
}

}  // namespace oomscan::artifacts
