#include "detect/reading/moment.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include "detect/reading/runs.hpp"
#include "detect/reading/timing.hpp"

namespace oomscan::detect {
namespace {

bool is_over_before(const Moment& left, const Moment& right) {
  return std::pair(left.latest, left.earliest) < std::pair(right.latest, right.earliest);
}

Moment exact(Timestamp time, Source source) { return {time, time, source}; }

// Takes the first of `unused`, indices into the ascending `moments`, whose bounds meet the span; nullptr if there is
// none.
Moment* take_meeting(std::vector<std::size_t>& unused, std::vector<Moment>& moments, Timestamp from, Timestamp to) {
  const auto at = std::find_if(unused.begin(), unused.end(), [&](std::size_t index) {
    return moments[index].earliest <= to && from <= moments[index].latest;
  });
  if (at == unused.end()) return nullptr;
  Moment* met = &moments[*at];
  unused.erase(at);
  return met;
}

void narrow(Moment& moment, const SampledMoment& sample) {
  if (moment.earliest == moment.latest) return;
  const Timestamp earliest = std::max(moment.earliest, sample.time - sample.late_max);
  const Timestamp latest = std::min(moment.latest, sample.time);
  if (earliest <= latest) moment = {earliest, latest, moment.source};
}

// Adds the sampled moments that are not yet among the ascending `moments`, and returns all that lie in the range. A
// known moment is at most one of an observation's: the exact ones first, then those that tell it late.
std::vector<SampledMoment> add_sampled(std::vector<Moment>& moments, const std::vector<Claim>& claims,
                                       const TimeRange& range) {
  std::vector<SampledMoment> all;
  for (const Claim& claim : claims) {
    std::vector<SampledMoment> open = claim.sampled_at;
    std::erase_if(open, [&](const SampledMoment& sample) { return !range.contains(sample.time); });
    all.insert(all.end(), open.begin(), open.end());
    std::vector<std::size_t> unused(moments.size());
    std::iota(unused.begin(), unused.end(), std::size_t{0});
    const auto is_known = [&](const SampledMoment& sample, Seconds late) {
      Moment* known = take_meeting(unused, moments, sample.time - late - kClockSlack, sample.time + kClockSlack);
      if (known != nullptr) narrow(*known, sample);
      return known != nullptr;
    };
    std::erase_if(open, [&](const SampledMoment& sample) { return is_known(sample, Seconds{0}); });
    std::erase_if(open, [&](const SampledMoment& sample) { return is_known(sample, sample.late_max); });
    for (const SampledMoment& sample : open) {
      moments.push_back({sample.time - sample.late_max, sample.time, Source::prometheus});
    }
    std::sort(moments.begin(), moments.end(), is_over_before);
    const auto same = [](const Moment& left, const Moment& right) { return left.latest == right.latest; };
    moments.erase(std::unique(moments.begin(), moments.end(), same), moments.end());
  }
  return all;
}

bool is_about_a_sampled(Timestamp event, const std::vector<SampledMoment>& sampled) {
  return std::any_of(sampled.begin(), sampled.end(), [&](const SampledMoment& sample) {
    return same_failure(sample.time, event) || same_failure(sample.time - sample.late_max, event);
  });
}

}  // namespace

void add_moment(Claim& claim, const SeenEvent& seen, const TimeRange& range, bool (*counts)(const Termination&)) {
  if (!seen.event->time) return;
  if (seen.observed != nullptr) {
    for (const RunEnd& end : run_ends(*seen.observed)) {
      const auto finished = end.termination->finished_at;
      if (!finished || !range.contains(*finished) || !counts(*end.termination)) continue;
      if (!same_failure(*finished, *seen.event->time)) continue;
      claim.ended_at.push_back(*finished);
      return;
    }
  }
  claim.seen_at.push_back(*seen.event->time);
}

std::vector<Moment> distinct_moments(const std::vector<Claim>& claims, const TimeRange& range) {
  std::vector<Timestamp> ended;
  std::vector<Timestamp> seen;
  for (const Claim& claim : claims) {
    ended.insert(ended.end(), claim.ended_at.begin(), claim.ended_at.end());
    seen.insert(seen.end(), claim.seen_at.begin(), claim.seen_at.end());
  }
  const auto outside = [&](Timestamp time) { return !range.contains(time); };
  std::erase_if(ended, outside);
  std::erase_if(seen, outside);
  std::sort(ended.begin(), ended.end());
  ended.erase(std::unique(ended.begin(), ended.end()), ended.end());
  std::vector<Moment> moments;
  for (const Timestamp time : ended) moments.push_back(exact(time, Source::oc_get_pods));
  const std::vector<SampledMoment> sampled = add_sampled(moments, claims, range);
  std::erase_if(seen, [&](Timestamp time) { return is_about_a_sampled(time, sampled); });
  std::sort(seen.begin(), seen.end());
  for (const Timestamp time : seen) {
    const auto at = std::lower_bound(moments.begin(), moments.end(), time - kClockSlack,
                                     [](const Moment& moment, Timestamp wanted) { return moment.latest < wanted; });
    if (at != moments.end() && at->latest <= time + kClockSlack) continue;
    moments.insert(at, exact(time, Source::events));
  }
  return moments;
}

std::vector<Timestamp> timestamps_of(const std::vector<Moment>& moments) {
  std::vector<Timestamp> times;
  for (const Moment& moment : moments) times.push_back(moment.latest);
  return times;
}

bool speaks_of(const Claim& claim, const TimeRange& range) {
  if (claim.holds_now || (claim.ended_at.empty() && claim.seen_at.empty() && claim.sampled_at.empty())) {
    return true;
  }
  const auto inside = [&](Timestamp time) { return range.contains(time); };
  return std::any_of(claim.ended_at.begin(), claim.ended_at.end(), inside) ||
         std::any_of(claim.seen_at.begin(), claim.seen_at.end(), inside) ||
         std::any_of(claim.sampled_at.begin(), claim.sampled_at.end(),
                     [&](const SampledMoment& sample) { return inside(sample.time); });
}

}  // namespace oomscan::detect
