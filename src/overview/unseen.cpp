#include "oomscan/overview/unseen.hpp"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "oomscan/overview/gap_words.hpp"

namespace oomscan::overview {
namespace {

template <class T>
void sort_distinct(std::vector<T>& values) {
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
}

// By subject and reason, in the order of the first of each.
std::vector<Unseen> by_subject(const std::vector<Gap>& gaps) {
  std::vector<Unseen> groups;
  std::map<std::pair<GapSubject, GapReason>, std::size_t> known;
  for (const Gap& gap : gaps) {
    const auto [entry, added] = known.try_emplace({gap.subject, gap.reason}, groups.size());
    if (added) groups.push_back({gap.reason, {gap.subject}, {}, gap.detail, gap.hint, 0});
    Unseen& group = groups[entry->second];
    ++group.gaps;
    if (!gap.namespace_name.empty()) group.namespaces.push_back(gap.namespace_name);
  }
  for (Unseen& group : groups) sort_distinct(group.namespaces);
  return groups;
}

// Pods and Events that the same namespaces refuse for the same reason are one thing to a person; so is what a time that
// was over took from the whole cluster.
bool are_one(const Unseen& left, const Unseen& right) {
  if (left.is_history() || right.is_history()) return false;
  if (left.reason != right.reason || left.namespaces != right.namespaces) return false;
  return !left.namespaces.empty() || std::tie(left.detail, left.hint) == std::tie(right.detail, right.hint);
}

// Two clusters lack the same. The words of a failure name their cluster; how far back is another matter for each.
bool say_the_same(const std::vector<Unseen>& left, const std::vector<Unseen>& right) {
  const auto same = [](const Unseen& a, const Unseen& b) {
    if ((a.is_history() || is_of_this_machine(a.reason)) && a.detail != b.detail) return false;
    return std::tie(a.reason, a.subjects, a.namespaces, a.hint) == std::tie(b.reason, b.subjects, b.namespaces, b.hint);
  };
  return std::equal(left.begin(), left.end(), right.begin(), right.end(), same);
}

TimeRange cluster_range(const ClusterCoverage& coverage, const ScanReport& report) {
  TimeRange range = report.time_range;
  range.from -= coverage.clock_ahead.value_or(Seconds{0});
  range.to -= coverage.clock_ahead.value_or(Seconds{0});
  return range;
}

std::string with_rest(std::string text, std::int64_t rest, std::string_view unit) {
  return rest == 0 ? text : fmt::format("{} {} {}", text, rest, unit);
}

}  // namespace

bool is_of_this_machine(GapReason reason) { return reason == GapReason::io || reason == GapReason::local_permission; }

std::vector<Unseen> unseen(const ClusterCoverage& coverage) {
  std::vector<Unseen> all;
  for (Unseen& group : by_subject(coverage.gaps)) {
    const auto same = std::find_if(all.begin(), all.end(), [&](const Unseen& other) { return are_one(other, group); });
    if (same == all.end()) {
      all.push_back(std::move(group));
    } else {
      same->subjects.insert(same->subjects.end(), group.subjects.begin(), group.subjects.end());
      sort_distinct(same->subjects);
      same->gaps += group.gaps;
    }
  }
  return all;
}

std::vector<UnseenInClusters> unseen(const ScanReport& report) {
  std::vector<UnseenInClusters> groups;
  for (const ClusterCoverage& coverage : report.coverage) {
    std::vector<Unseen> reasons = unseen(coverage);
    if (reasons.empty() && coverage.status == CoverageStatus::scanned) continue;
    const auto same = std::find_if(groups.begin(), groups.end(),
                                   [&](const UnseenInClusters& group) { return say_the_same(group.reasons, reasons); });
    if (same == groups.end()) {
      groups.push_back({{coverage.cluster}, std::move(reasons)});
    } else {
      same->clusters.push_back(coverage.cluster);
    }
  }
  return groups;
}

std::string subject_words(const Unseen& unseen) {
  std::string text;
  for (const GapSubject subject : unseen.subjects) {
    if (!text.empty()) text += ", ";
    text += words(subject);
  }
  return text;
}

std::vector<SharedNote> notes(const ScanReport& report) {
  std::vector<SharedNote> all;
  std::map<std::string_view, std::size_t> known;
  for (const ClusterCoverage& coverage : report.coverage) {
    for (const std::string& note : coverage.notes) {
      const auto [entry, added] = known.try_emplace(note, all.size());
      if (added) all.push_back({note, {}});
      std::vector<std::string>& clusters = all[entry->second].clusters;
      if (clusters.empty() || clusters.back() != coverage.cluster) clusters.push_back(coverage.cluster);
    }
  }
  return all;
}

std::optional<Timestamp> seen_since(const ClusterCoverage& coverage, const ScanReport& report) {
  const TimeRange range = cluster_range(coverage, report);
  const std::vector<Interval> intervals = remembered_best(coverage.seen, coverage.events_reach_back_to);
  if (intervals.empty() || intervals.back().to < range.to) return std::nullopt;
  return std::max(intervals.back().from, range.from);
}

std::optional<Seconds> short_reach(const ClusterCoverage& coverage, const ScanReport& report) {
  const std::optional<Timestamp> since = seen_since(coverage, report);
  const TimeRange range = cluster_range(coverage, report);
  return since && *since > range.from ? std::optional{range.to - *since} : std::nullopt;
}

bool whole_range_seen(const ClusterCoverage& coverage, const ScanReport& report) {
  return seen_since(coverage, report) == cluster_range(coverage, report).from;
}

std::string look_back_words(const ClusterCoverage& coverage, const ScanReport& report) {
  const std::optional<Timestamp> since = seen_since(coverage, report);
  if (!since) {
    if (coverage.seen.empty()) return "nothing";
    const bool by_some = std::any_of(coverage.seen.begin(), coverage.seen.end(),
                                     [](const Seen& seen) { return seen.source == Source::events; });
    return by_some ? "not known how far back, Events of too few namespaces were seen"
                   : "not known how far back, no Event was seen";
  }
  const TimeRange range = cluster_range(coverage, report);
  if (*since <= range.from) return "the whole " + range.requested;
  return fmt::format("the last {} of {}, older failures are not kept", span_words(range.to - *since), range.requested);
}

std::string span_words(Seconds length) {
  constexpr std::int64_t kMinute = 60;
  constexpr std::int64_t kHour = 60 * kMinute;
  constexpr std::int64_t kDay = 24 * kHour;
  const std::int64_t seconds = std::max<std::int64_t>(length.count(), 0);
  if (seconds < kMinute) return fmt::format("{} s", seconds);
  if (seconds < kHour) return fmt::format("{} min", seconds / kMinute);
  if (seconds < kDay) return with_rest(fmt::format("{} h", seconds / kHour), seconds % kHour / kMinute, "min");
  const std::int64_t days = seconds / kDay;
  return with_rest(fmt::format("{} day{}", days, days == 1 ? "" : "s"), seconds % kDay / kHour, "h");
}

}  // namespace oomscan::overview
