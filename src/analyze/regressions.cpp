#include "analyze/regressions.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

#include "analyze/exposure.hpp"
#include "analyze/failure_log.hpp"
#include "analyze/grouping.hpp"
#include "analyze/statistics.hpp"

namespace oomscan::analyze {
namespace {

constexpr Seconds kWeek{7 * 86400};

// The times of what is counted of one type at one place, over baseline and window.
struct Series {
  std::vector<std::size_t> subjects;  // ascending, distinct
  std::vector<Timestamp> times;       // ascending
};

struct Judge {
  const HistorySlice& slice;
  const AnalysisQuestion& question;
  const Exposure& exposure;
  Grouping grouping{slice, GroupBy::workload};

  [[nodiscard]] Span baseline() const {
    const Timestamp end = question.span().from;
    return {end - kBaselineWeeks * kWeek, end};
  }

  [[nodiscard]] Regression::Baseline past_of(std::size_t cluster, const std::string& namespace_name,
                                             const Series& series, double& weeks_seen, std::int64_t& count) const {
    Regression::Baseline past;
    weeks_seen = 0;
    count = 0;
    for (int week = 1; week <= kBaselineWeeks; ++week) {
      const Timestamp to = question.span().from - (week - 1) * kWeek;
      const Span span{to - kWeek, to};
      const double seen = exposure.fraction(cluster, namespace_name, span);
      const auto first = std::upper_bound(series.times.begin(), series.times.end(), span.from);
      const std::int64_t failures = std::upper_bound(first, series.times.end(), span.to) - first;
      weeks_seen += seen;
      count += failures;
      if (seen < kSeenEnough) continue;
      past.min = past.weeks_seen == 0 ? failures : std::min(past.min, failures);
      past.max = std::max(past.max, failures);
      ++past.weeks_seen;
    }
    if (weeks_seen > 0) past.rate_per_week = static_cast<double>(count) / weeks_seen;
    return past;
  }

  // The namespace was known, and seen, for at least kKnownPast before the window.
  [[nodiscard]] bool past_is_known(std::size_t cluster, const std::string& namespace_name) const {
    const std::optional<Timestamp> first = exposure.first_seen(cluster, namespace_name);
    const Timestamp begin = question.span().from;
    if (!first || *first > begin - kKnownPast) return false;
    return exposure.fraction(cluster, namespace_name, {std::max(*first, baseline().from), begin}) >= kSeenEnough;
  }

  [[nodiscard]] bool never_failed_before(const Series& series) const {
    return std::all_of(series.subjects.begin(), series.subjects.end(), [&](std::size_t subject) {
      const std::optional<Timestamp>& first = slice.subjects[subject].first_failure;
      return !first || *first > question.span().from;
    });
  }

  // An incident of it was resolved, and it did not fail from then until the window.
  [[nodiscard]] bool was_resolved(const Series& series, Timestamp since) const {
    const Timestamp begin = question.span().from;
    const auto first_in_window = std::upper_bound(series.times.begin(), series.times.end(), begin);
    const bool failed_before = first_in_window != series.times.begin();
    return std::any_of(slice.resolved_incidents.begin(), slice.resolved_incidents.end(),
                       [&](const HistorySlice::Recovery& each) {
                         return each.subject == series.subjects.front() && each.at < since &&
                                (!failed_before || *std::prev(first_in_window) <= each.at);
                       });
  }

  [[nodiscard]] std::vector<HistorySlice::Change> changes_before(std::size_t cluster, const Subject& subject,
                                                                 Timestamp since) const {
    std::vector<HistorySlice::Change> named;
    for (const HistorySlice::Change& each : slice.changes) {
      if (each.cluster == cluster && each.namespace_name == subject.namespace_name &&
          each.workload == subject.workload && each.at <= since && each.at >= since - kChangeSpan) {
        named.push_back(each);
      }
    }
    std::stable_sort(named.begin(), named.end(), [](const auto& a, const auto& b) { return a.at > b.at; });
    return named;
  }
};

std::optional<Regression> judged(const Judge& judge, const Series& series, bool of_namespace, std::int64_t& unknown) {
  const Span window = judge.question.span();
  const auto first = std::upper_bound(series.times.begin(), series.times.end(), window.from);
  const std::int64_t count = std::upper_bound(first, series.times.end(), window.to) - first;
  if (count == 0) return std::nullopt;
  const Subject& subject = judge.slice.subjects[series.subjects.front()].id;
  const std::size_t cluster = judge.grouping.cluster_of(subject.cluster_id);
  const double seen_now = judge.exposure.fraction(cluster, subject.namespace_name, window) *
                          static_cast<double>(judge.question.window.count()) / static_cast<double>(kWeek.count());
  double weeks_seen = 0;
  std::int64_t count_before = 0;
  Regression row;
  row.baseline = judge.past_of(cluster, subject.namespace_name, series, weeks_seen, count_before);
  row.type = subject.type;
  row.count = count;
  row.since = *first;
  if (weeks_seen > 0 && seen_now > 0) row.p = predictive_p(count, seen_now, count_before, weeks_seen);

  const bool more = count >= kRegressionFailuresMin && row.p < kRegressionChance;
  if (of_namespace) {
    if (!more) return std::nullopt;
    row.kind = RegressionKind::more;
  } else if (judge.never_failed_before(series)) {
    if (!judge.past_is_known(cluster, subject.namespace_name)) {
      ++unknown;
      return std::nullopt;
    }
    row.kind = RegressionKind::fresh;
  } else if (judge.was_resolved(series, row.since)) {
    row.kind = RegressionKind::back;
  } else if (more) {
    row.kind = RegressionKind::more;
  } else {
    return std::nullopt;
  }
  row.group.cluster = judge.slice.clusters[cluster].name;
  row.group.cluster_id = subject.cluster_id;
  row.group.namespace_name = subject.namespace_name;
  if (!of_namespace) {
    row.group.workload = subject.workload;
    row.container = subject.container;
    row.fingerprint = judge.slice.subjects[series.subjects.front()].fingerprint;
    row.changes = judge.changes_before(cluster, subject, row.since);
  }
  return row;
}

}  // namespace

Regressions regressions(const HistorySlice& slice, const AnalysisQuestion& question) {
  const Exposure exposure(slice.seen);
  const Judge judge{slice, question, exposure};
  std::map<std::size_t, Series> by_subject;
  std::map<std::tuple<std::string, std::string, std::string>, Series> by_namespace;
  for (const Fact& fact : facts_of(slice)) {
    // Of a loop its beginning counts: a long one is not many.
    if (fact.what == Happening::restart || fact.what == Happening::loop_failure) continue;
    const Subject& subject = slice.subjects[fact.subject].id;
    Series& own = by_subject[fact.subject];
    own.subjects = {fact.subject};
    own.times.push_back(fact.at);
    Series& all = by_namespace[{subject.cluster_id, subject.namespace_name, subject.type}];
    if (std::find(all.subjects.begin(), all.subjects.end(), fact.subject) == all.subjects.end()) {
      all.subjects.push_back(fact.subject);
    }
    all.times.push_back(fact.at);
  }
  Regressions result{question, {}, 0};
  for (const auto& [subject, series] : by_subject) {
    if (auto row = judged(judge, series, false, result.unknown_past)) result.rows.push_back(*std::move(row));
  }
  for (const auto& [place, series] : by_namespace) {
    if (auto row = judged(judge, series, true, result.unknown_past)) result.rows.push_back(*std::move(row));
  }
  std::sort(result.rows.begin(), result.rows.end(), [](const Regression& a, const Regression& b) {
    const auto key = [](const Regression& row) {
      const Workload workload = row.group.workload.value_or(Workload{});
      return std::tuple(row.p, -row.count, row.group.cluster, row.group.cluster_id, row.group.namespace_name,
                        workload.kind, workload.name, row.container, row.type);
    };
    return key(a) < key(b);
  });
  return result;
}

}  // namespace oomscan::analyze
