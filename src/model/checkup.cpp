#include "oomscan/model/checkup.hpp"

#include <algorithm>

namespace oomscan {
namespace {

bool all_yes(const std::vector<Check>& checks) {
  return std::all_of(checks.begin(), checks.end(), [](const Check& check) { return check.verdict == Verdict::yes; });
}

}  // namespace

std::string_view to_id(Verdict verdict) {
  switch (verdict) {
    case Verdict::yes:
      return "yes";
    case Verdict::no:
      return "no";
    case Verdict::unknown:
      break;
  }
  return "unknown";
}

bool ClusterCheckup::ready() const { return scannable && all_yes(checks); }

bool Checkup::ready() const {
  return all_yes(machine) && !clusters.empty() &&
         std::all_of(clusters.begin(), clusters.end(), [](const ClusterCheckup& cluster) { return cluster.ready(); });
}

bool Checkup::scannable() const {
  return std::any_of(clusters.begin(), clusters.end(), [](const ClusterCheckup& cluster) { return cluster.scannable; });
}

}  // namespace oomscan
