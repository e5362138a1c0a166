#include "detect/reading/moment.hpp"

#include <algorithm>

#include "detect/reading/container_history.hpp"
#include "detect/reading/timing.hpp"

namespace oomscan::detect {
namespace {

// Takes the first of the ascending `unused` that lies in the span; false if there is none.
bool take_within(std::vector<Timestamp>& unused, Timestamp from, Timestamp to) {
  const auto at = std::lower_bound(unused.begin(), unused.end(), from);
  if (at == unused.end() || to < *at) return false;
  unused.erase(at);
  return true;
}

// Adds the sampled moments that are not yet among the ascending `moments`, and returns all that lie in the range. A
// known moment is at most one of an observation's: the exact ones first, then those that tell it late.
std::vector<SampledMoment> add_sampled(std::vector<Timestamp>& moments, const std::vector<Verdict>& verdicts,
                                       const TimeRange& range) {
  std::vector<SampledMoment> all;
  for (const Verdict& verdict : verdicts) {
    std::vector<SampledMoment> open = verdict.sampled_at;
    std::erase_if(open, [&](const SampledMoment& sample) { return !range.contains(sample.time); });
    all.insert(all.end(), open.begin(), open.end());
    std::vector<Timestamp> unused = moments;
    std::erase_if(open, [&](const SampledMoment& sample) {
      return take_within(unused, sample.time - kClockSlack, sample.time + kClockSlack);
    });
    std::erase_if(open, [&](const SampledMoment& sample) {
      return take_within(unused, sample.time - sample.late_max - kClockSlack, sample.time + kClockSlack);
    });
    for (const SampledMoment& sample : open) moments.push_back(sample.time);
    std::sort(moments.begin(), moments.end());
    moments.erase(std::unique(moments.begin(), moments.end()), moments.end());
  }
  return all;
}

bool is_about_a_sampled(Timestamp event, const std::vector<SampledMoment>& sampled) {
  return std::any_of(sampled.begin(), sampled.end(), [&](const SampledMoment& sample) {
    return same_failure(sample.time, event) || same_failure(sample.time - sample.late_max, event);
  });
}

}  // namespace

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
  const std::vector<SampledMoment> sampled = add_sampled(moments, verdicts, range);
  std::erase_if(seen, [&](Timestamp time) { return is_about_a_sampled(time, sampled); });
  std::sort(seen.begin(), seen.end());
  for (const Timestamp time : seen) {
    const auto at = std::lower_bound(moments.begin(), moments.end(), time - kClockSlack);
    if (at != moments.end() && *at <= time + kClockSlack) continue;
    moments.insert(at, time);
  }
  return moments;
}

bool speaks_of(const Verdict& verdict, const TimeRange& range) {
  if (verdict.holds_now || (verdict.ended_at.empty() && verdict.seen_at.empty() && verdict.sampled_at.empty())) {
    return true;
  }
  const auto inside = [&](Timestamp time) { return range.contains(time); };
  return std::any_of(verdict.ended_at.begin(), verdict.ended_at.end(), inside) ||
         std::any_of(verdict.seen_at.begin(), verdict.seen_at.end(), inside) ||
         std::any_of(verdict.sampled_at.begin(), verdict.sampled_at.end(),
                     [&](const SampledMoment& sample) { return inside(sample.time); });
}

}  // namespace oomscan::detect
