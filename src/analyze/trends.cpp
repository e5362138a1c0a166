#include "analyze/trends.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <map>
#include <set>
#include <tuple>

#include "analyze/exposure.hpp"
#include "analyze/failure_log.hpp"
#include "analyze/grouping.hpp"
#include "analyze/statistics.hpp"

namespace oomscan::analyze {
namespace {

constexpr double kChance = 0.05;  // arrows that are chance, of all arrows of one column
constexpr double kDoubled = 2;    // from this factor on an arrow is doubled
constexpr Seconds kDay{86400};

Timestamp midnight_before(Timestamp time) { return std::chrono::floor<std::chrono::days>(time); }

double seen_of(const Exposure& exposure, const Grouping& grouping, const AnalysisGroup& group, const Span& span) {
  const std::size_t cluster = grouping.cluster_of(group.cluster_id);
  return group.namespace_name.empty() ? exposure.fraction(cluster, span)
                                      : exposure.fraction(cluster, group.namespace_name, span);
}

std::vector<TrendRow::Day> empty_days(const Span& window) {
  std::vector<TrendRow::Day> days;
  for (Timestamp date = midnight_before(window.from); date < window.to; date += kDay) days.push_back({date, {}});
  return days;
}

// A column of arrows: which count of each row it is about, and where the arrow goes.
struct Column {
  std::int64_t (*count)(const FailureCounts&);
  Trend TrendRow::* arrow;
};

constexpr std::array kColumns = {
    Column{[](const FailureCounts& counts) { return counts.oom_kills + counts.crash_loops; }, &TrendRow::trend},
    Column{[](const FailureCounts& counts) { return counts.oom_kills; }, &TrendRow::oom_trend},
    Column{[](const FailureCounts& counts) { return counts.crash_loops; }, &TrendRow::crash_loop_trend},
};

bool seen_enough(const TrendRow& row) {
  return row.counts.seen_fraction >= kSeenEnough && row.previous.seen_fraction >= kSeenEnough;
}

Trend arrow_of(double rate, double rate_before, double level) {
  if (level >= kChance) return Trend::flat;
  if (rate > rate_before) return rate >= kDoubled * rate_before ? Trend::up2 : Trend::up;
  return rate * kDoubled <= rate_before ? Trend::down2 : Trend::down;
}

// Both windows are equally long, so the parts that were seen are the exposures.
void draw_arrows(const Column& column, std::vector<TrendRow>& rows) {
  std::vector<double> p_values;
  std::vector<TrendRow*> judged;
  for (TrendRow& row : rows) {
    row.*column.arrow = Trend::unknown;
    if (!seen_enough(row)) continue;
    judged.push_back(&row);
    p_values.push_back(same_rate_p(column.count(row.counts), row.counts.seen_fraction, column.count(row.previous),
                                   row.previous.seen_fraction));
  }
  const std::vector<double> levels = false_discovery_levels(p_values);
  for (std::size_t i = 0; i < judged.size(); ++i) {
    TrendRow& row = *judged[i];
    row.*column.arrow =
        arrow_of(static_cast<double>(column.count(row.counts)) / row.counts.seen_fraction,
                 static_cast<double>(column.count(row.previous)) / row.previous.seen_fraction, levels[i]);
  }
}

// Known places without a row: quiet, or not seen enough to say so.
void count_the_others(const HistorySlice& slice, const Exposure& exposure, Trends& trends) {
  if (trends.question.by != GroupBy::namespaces && trends.question.by != GroupBy::cluster) return;
  std::set<std::pair<std::string, std::string>> with_row;
  for (const TrendRow& row : trends.rows) with_row.emplace(row.group.cluster_id, row.group.namespace_name);
  std::set<std::pair<std::size_t, std::string>> places;
  for (const Exposure::Place& place : exposure.places()) {
    places.emplace(place.cluster, trends.question.by == GroupBy::cluster ? "" : place.namespace_name);
  }
  for (const auto& [cluster, namespace_name] : places) {
    if (with_row.contains({slice.clusters[cluster].id, namespace_name})) continue;
    const double seen = namespace_name.empty() ? exposure.fraction(cluster, trends.question.span())
                                               : exposure.fraction(cluster, namespace_name, trends.question.span());
    ++(seen >= kSeenEnough ? trends.quiet : trends.not_seen);
  }
}

auto urgency(const TrendRow& row) {
  return std::tuple(-(row.counts.oom_kills + row.counts.crash_loops), -row.counts.oom_kills, -row.counts.restarts,
                    -(row.previous.oom_kills + row.previous.crash_loops));
}

}  // namespace

Trends trends(const HistorySlice& slice, const AnalysisQuestion& question) {
  Trends result{question, {}, 0, 0};
  const Span window = question.span();
  const Span before = question.span_before();
  const Exposure exposure(slice.seen);
  const Grouping grouping(slice, question.by);

  std::map<GroupKey, TrendRow> rows;
  const std::vector<TrendRow::Day> no_days = empty_days(window);
  for (const Fact& fact : facts_of(slice)) {
    const bool now = fact.within(window);
    const bool has_column = fact.what != Happening::other && fact.what != Happening::loop_failure;
    if (!has_column || (!now && !fact.within(before))) continue;
    const GroupKey key = grouping.key_of(fact);
    TrendRow& row = rows[key];
    if (row.per_day.empty()) {
      row.group = grouping.group_of(key);
      row.per_day = no_days;
    }
    add(fact, now ? row.counts : row.previous);
    if (!now) continue;
    // What happened at an unknown time stands on the day on which it was noticed.
    const auto day = (midnight_before(fact.at) - row.per_day.front().date) / kDay;
    const auto last = static_cast<std::ptrdiff_t>(row.per_day.size()) - 1;
    add(fact, row.per_day[static_cast<std::size_t>(std::min<std::ptrdiff_t>(day, last))].counts);
  }
  for (auto& [key, row] : rows) {
    row.counts.seen_fraction = seen_of(exposure, grouping, row.group, window);
    row.previous.seen_fraction = seen_of(exposure, grouping, row.group, before);
    for (TrendRow::Day& day : row.per_day) {
      const Span part{std::max(day.date, window.from), std::min(day.date + kDay, window.to)};
      day.counts.seen_fraction = seen_of(exposure, grouping, row.group, part);
    }
    result.rows.push_back(std::move(row));
  }
  for (const Column& column : kColumns) draw_arrows(column, result.rows);
  // The map was in the order of the names, which settles ties.
  std::stable_sort(result.rows.begin(), result.rows.end(),
                   [](const TrendRow& a, const TrendRow& b) { return urgency(a) < urgency(b); });
  count_the_others(slice, exposure, result);
  return result;
}

}  // namespace oomscan::analyze
