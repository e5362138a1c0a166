#include "scan/history_gap.hpp"

#include <chrono>
#include <string>

#include <fmt/format.h>

namespace oomscan::scan {
namespace {

std::string span_text(Seconds span) {
  const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(span).count();
  if (minutes < 60) return fmt::format("{} min", minutes);
  if (minutes < 48 * 60) return fmt::format("{} h {} min", minutes / 60, minutes % 60);
  return fmt::format("{} d {} h", minutes / (24 * 60), minutes / 60 % 24);
}

}  // namespace

std::optional<Gap> history_gap(const ClusterCoverage& coverage, const TimeRange& range) {
  std::optional<Timestamp> reached = coverage.events_reach_back_to;
  std::string_view by = "Events reach back";
  if (coverage.prometheus_reaches_back_to && (!reached || *coverage.prometheus_reaches_back_to < *reached)) {
    reached = coverage.prometheus_reaches_back_to;
    by = "Prometheus reaches back";
  }
  if (!reached) {
    return Gap{"", GapSubject::history, GapReason::retention,
               "no Event was seen, so nothing tells how far back they reach",
               "failures that are over and left no trace in a pod's status are not seen"};
  }
  if (*reached <= range.from) return std::nullopt;
  return Gap{"", GapSubject::history, GapReason::retention,
             fmt::format("before {}: {} {}, {} was asked for", format_rfc3339(*reached), by,
                         span_text(range.to - *reached), range.requested),
             "older failures are seen only where a pod's status still shows them"};
}

}  // namespace oomscan::scan
