#include "detect/moment.hpp"

#include <algorithm>

#include "detect/container_history.hpp"
#include "detect/timing.hpp"

namespace oomscan::detect {

void add_moment(Verdict& verdict, const SeenEvent& seen, const TimeRange& range, bool (*counts)(const Termination&)) {
  if (!seen.event->time) return;
  if (seen.observed != nullptr) {
    for (const RunEnd& end : run_ends(*seen.observed)) {
      const auto finished = end.termination->finished_at;
      if (!finished || !range.contains(*finished) || !counts(*end.termination)) continue;
      if (!same_failure(*finished, *seen.event->time)) continue;
      verdict.ended_at.push_back(*finished);
      return;
    }
  }
  verdict.seen_at.push_back(*seen.event->time);
}

std::vector<Timestamp> distinct_moments(const std::vector<Verdict>& verdicts, const TimeRange& range) {
  std::vector<Timestamp> moments;
  std::vector<Timestamp> seen;
  for (const Verdict& verdict : verdicts) {
    moments.insert(moments.end(), verdict.ended_at.begin(), verdict.ended_at.end());
    seen.insert(seen.end(), verdict.seen_at.begin(), verdict.seen_at.end());
  }
  const auto outside = [&](Timestamp time) { return !range.contains(time); };
  std::erase_if(moments, outside);
  std::erase_if(seen, outside);
  std::sort(moments.begin(), moments.end());
  moments.erase(std::unique(moments.begin(), moments.end()), moments.end());
  std::sort(seen.begin(), seen.end());
  for (const Timestamp time : seen) {
    const auto at = std::lower_bound(moments.begin(), moments.end(), time - kClockSlack);
    if (at != moments.end() && *at <= time + kClockSlack) continue;
    moments.insert(at, time);
  }
  return moments;
}

bool speaks_of(const Verdict& verdict, const TimeRange& range) {
  if (verdict.holds_now || (verdict.ended_at.empty() && verdict.seen_at.empty())) return true;
  const auto inside = [&](Timestamp time) { return range.contains(time); };
  return std::any_of(verdict.ended_at.begin(), verdict.ended_at.end(), inside) ||
         std::any_of(verdict.seen_at.begin(), verdict.seen_at.end(), inside);
}

}  // namespace oomscan::detect
