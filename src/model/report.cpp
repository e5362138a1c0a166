#include "oomscan/model/report.hpp"

#include <algorithm>

namespace oomscan {

std::string_view to_id(CoverageStatus status) {
  switch (status) {
    case CoverageStatus::scanned:
      return "scanned";
    case CoverageStatus::partial:
      return "partial";
    case CoverageStatus::skipped:
      return "skipped";
  }
  return "bug";
}

bool ScanReport::complete() const {
  return !interrupted && std::all_of(coverage.begin(), coverage.end(), [](const ClusterCoverage& c) {
    return c.status == CoverageStatus::scanned && c.gaps.empty();
  });
}

}  // namespace oomscan
