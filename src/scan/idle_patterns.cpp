#include "scan/idle_patterns.hpp"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "oomscan/model/text.hpp"

namespace oomscan::scan {
namespace {

std::vector<std::string> idle_everywhere(const std::vector<ClusterResult>& results,
                                         std::vector<std::string> ClusterResult::* member) {
  std::optional<std::vector<std::string>> idle;
  for (const ClusterResult& result : results) {
    if (!result.namespaces_known) continue;
    const std::vector<std::string>& here = result.*member;
    if (!idle) {
      idle = here;
      continue;
    }
    std::erase_if(
        *idle, [&](const std::string& pattern) { return std::find(here.begin(), here.end(), pattern) == here.end(); });
  }
  return idle.value_or(std::vector<std::string>{});
}

}  // namespace

std::vector<std::string> idle_includes(const std::vector<ClusterResult>& results) {
  return idle_everywhere(results, &ClusterResult::idle_includes);
}

std::vector<std::string> idle_excludes(const std::vector<ClusterResult>& results) {
  return idle_everywhere(results, &ClusterResult::idle_excludes);
}

Gap gap_of_idle_include(const std::string& pattern) {
  return {"", GapSubject::namespaces, GapReason::not_found,
          fmt::format("--include-ns '{}' matches no namespace in any cluster", printable(pattern)),
          "correct the pattern or leave it out; --list-namespaces shows what a selection finds"};
}

}  // namespace oomscan::scan
