#include "scan/cluster_time.hpp"

#include <chrono>

#include <fmt/format.h>

namespace oomscan::scan {
namespace {

// The last second that RFC 3339 can write: 9999-12-31T23:59:59Z.
constexpr Timestamp kEndOfTime{Seconds{253402300799}};

}  // namespace

std::optional<Seconds> clock_difference(std::optional<Seconds> ahead) {
  if (!ahead || std::chrono::abs(*ahead) < kClockDifferenceMin) return std::nullopt;
  return ahead;
}

TimeRange by_cluster_clock(TimeRange range, Seconds ahead) {
  range.from -= ahead;
  range.to -= ahead;
  return range;
}

TimeRange without_end(TimeRange range) {
  range.to = kEndOfTime;
  return range;
}

std::string clock_note(Seconds ahead) {
  const Seconds off = std::chrono::abs(ahead);
  const std::string length = off < Seconds{3600}
                                 ? fmt::format("{} min", off.count() / 60)
                                 : fmt::format("{} h {} min", off.count() / 3600, off.count() / 60 % 60);
  return fmt::format("this machine's clock is {} {} the cluster's, by which everything is judged", length,
                     ahead > Seconds{0} ? "ahead of" : "behind");
}

}  // namespace oomscan::scan
