#include "analyze/selection.hpp"

#include <map>
#include <utility>
#include <vector>

namespace oomscan::analyze {

HistorySlice selected(HistorySlice slice, const SelectsPlace& selects) {
  std::map<std::pair<std::size_t, std::string>, bool> places;
  const auto place_is_in = [&](std::size_t cluster, const std::string& name) {
    const auto [entry, added] = places.try_emplace({cluster, name}, false);
    if (added) entry->second = selects(slice.clusters[cluster], name);
    return entry->second;
  };
  std::map<std::string, std::size_t> clusters;
  for (std::size_t i = 0; i < slice.clusters.size(); ++i) clusters.emplace(slice.clusters[i].id, i);
  std::vector<bool> subject_is_in;
  for (const HistorySlice::KnownSubject& each : slice.subjects) {
    subject_is_in.push_back(place_is_in(clusters.at(each.id.cluster_id), each.id.namespace_name));
  }
  const auto of_other_subject = [&](const auto& each) { return !subject_is_in[each.subject]; };
  const auto elsewhere = [&](const auto& each) { return !place_is_in(each.cluster, each.namespace_name); };
  std::erase_if(slice.failures, of_other_subject);
  std::erase_if(slice.restart_counts, of_other_subject);
  std::erase_if(slice.recoveries, of_other_subject);
  std::erase_if(slice.resolved_incidents, of_other_subject);
  std::erase_if(slice.current, of_other_subject);
  std::erase_if(slice.seen, elsewhere);
  std::erase_if(slice.sizes, elsewhere);
  std::erase_if(slice.changes, elsewhere);
  return slice;
}

}  // namespace oomscan::analyze
