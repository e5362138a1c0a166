#include "artifacts/merged_gaps.hpp"

#include <algorithm>
#include <cstddef>
#include <map>
#include <string>
#include <tuple>
#include <utility>

#include <fmt/format.h>

namespace oomscan::artifacts {

std::vector<Gap> merged_gaps(std::vector<std::vector<Gap>> per_pod) {
  std::vector<Gap> gaps;
  std::vector<std::size_t> pods;
  std::map<std::tuple<std::string, GapSubject, GapReason>, std::size_t> known;
  for (std::vector<Gap>& of_pod : per_pod) {
    std::vector<std::size_t> counted;
    for (Gap& gap : of_pod) {
      const auto [entry, added] = known.try_emplace({gap.namespace_name, gap.subject, gap.reason}, gaps.size());
      const std::size_t index = entry->second;
      if (added) {
        gaps.push_back(std::move(gap));
        pods.push_back(0);
      }
      if (std::find(counted.begin(), counted.end(), index) == counted.end()) {
        counted.push_back(index);
        ++pods[index];
      }
    }
  }
  for (std::size_t i = 0; i < gaps.size(); ++i) {
    if (pods[i] > 1) gaps[i].detail += fmt::format(" (and {} more pod{})", pods[i] - 1, pods[i] == 2 ? "" : "s");
  }
  return gaps;
}

}  // namespace oomscan::artifacts
