#include "terminal/analysis_view.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>

#include <fmt/format.h>

#include "oomscan/model/text.hpp"
#include "terminal/answer_table.hpp"
#include "terminal/layout.hpp"
#include "terminal/words.hpp"

namespace oomscan::terminal {
namespace {

// More than that is no picture any more: days are summed.
constexpr std::size_t kBarsMax = 14;
constexpr double kWeekSeconds = 7 * 86400;

std::string_view arrow(Trend trend) {
  switch (trend) {
    case Trend::up2:
      return "↑↑";
    case Trend::up:
      return "↑ ";
    case Trend::flat:
      return "→ ";
    case Trend::down:
      return "↓ ";
    case Trend::down2:
      return "↓↓";
    case Trend::unknown:
      return "? ";
  }
  return "? ";
}

// OOM kills and crash loops, a bar for a day or several; a dot where nothing was seen.
std::string bars(const std::vector<TrendRow::Day>& days) {
  constexpr std::array<std::string_view, 8> kBars = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
  const std::size_t days_per_bar = (days.size() + kBarsMax - 1) / kBarsMax;
  struct Bar {
    std::int64_t count = 0;
    bool seen = false;
  };
  std::vector<Bar> all;
  for (std::size_t i = 0; i < days.size(); ++i) {
    if (i % days_per_bar == 0) all.emplace_back();
    all.back().count += days[i].counts.oom_kills + days[i].counts.crash_loops;
    all.back().seen = all.back().seen || days[i].counts.seen_fraction > 0;
  }
  std::int64_t most = 1;
  for (const Bar& bar : all) most = std::max(most, bar.count);
  std::string text;
  for (const Bar& bar : all) {
    const auto height = static_cast<std::size_t>((bar.count * 7 + most - 1) / most);
    text += bar.count == 0 && !bar.seen ? "·" : kBars.at(height);
  }
  return text;
}

std::string one_of(GroupBy by) { return by == GroupBy::namespaces ? "namespace" : std::string(to_id(by)); }

// What is too short a past to compare is said, not shown as calm.
void write_reach(const PastReach& past, Timestamp now, Seconds needed, std::string_view what,
                 const TerminalStyle& style, std::ostream& out) {
  const Seconds reach = past.since ? now - *past.since : Seconds{0};
  if (reach >= needed) return;
  out << hanging(
      "note: ",
      fmt::format("{} {} of history; there {} {} ({})", what, span(needed), reach >= Seconds{2 * 86400} ? "are" : "is",
                  past.since ? span(reach) : std::string("none that was seen"),
                  counted(static_cast<std::int64_t>(past.runs), "run")),
      style.width);
}

std::string part_words(const ScorePart& part) {
  if (part.what == "oom_kills") return counted(part.count, "OOM kill");
  if (part.what == "crash_loops") return counted(part.count, "crash loop");
  if (part.what == "restarts") return counted(part.count, "restart");
  return counted(part.count, "other failure");
}

// A namespace of which one container is the whole story is not told twice.
bool is_told_by_a_container(const Regression& row, const std::vector<Regression>& all) {
  return !row.group.workload && std::any_of(all.begin(), all.end(), [&](const Regression& other) {
    return other.group.workload && other.group.cluster_id == row.group.cluster_id &&
           other.group.namespace_name == row.group.namespace_name && other.type == row.type && other.count == row.count;
  });
}

std::string usual_words(const Regression& row) {
  const Regression::Baseline& past = row.baseline;
  const std::string seen = fmt::format("({} seen)", counted(past.weeks_seen, "week"));
  if (row.kind == RegressionKind::fresh) return "never " + seen;
  if (past.weeks_seen == 0) return "not known";
  if (past.min == past.max) return fmt::format("{} a week {}", past.min, seen);
  return fmt::format("{} to {} a week {}", past.min, past.max, seen);
}

}  // namespace

void render_trends(const Trends& trends, const PastReach& past, std::size_t rows_max, const TerminalStyle& style,
                   std::ostream& out) {
  const AnalysisQuestion& question = trends.question;
  const GroupBy by = question.by;
  std::vector<std::string> names = {"CLUSTER"};
  if (by != GroupBy::cluster) names.emplace_back("NAMESPACE");
  if (by == GroupBy::workload) names.emplace_back("WORKLOAD");
  if (by == GroupBy::pod) names.emplace_back("POD");
  const std::size_t first = names.size();
  for (const char* name : {"OOMS", "CLB"}) names.push_back(fmt::format("{}({})", name, question.window_name));
  for (const char* name : {"RESTARTS", "TREND", "SEEN"}) names.emplace_back(name);
  AnswerTable table(std::move(names), {first, first + 1, first + 2, first + 4});
  for (const TrendRow& row : trends.rows) {
    std::vector<std::string> cells = {row.group.cluster};
    if (by != GroupBy::cluster) cells.push_back(row.group.namespace_name);
    if (by == GroupBy::workload) {
      cells.push_back(row.group.workload ? workload_words(row.group.workload->kind, row.group.workload->name) : "");
    }
    if (by == GroupBy::pod) cells.push_back(row.group.pod.value_or(""));
    cells.push_back(grouped(row.counts.oom_kills));
    cells.push_back(grouped(row.counts.crash_loops));
    cells.push_back(grouped(row.counts.restarts));
    cells.push_back(fmt::format("{} {}", arrow(row.trend), bars(row.per_day)));
    cells.push_back(percent(row.counts.seen_fraction));
    table.add(std::move(cells));
  }
  table.write(rows_max, one_of(by), style, out);
  if (trends.rows.empty()) {
    out << fmt::format("no failure in the last {} and the {} before, in what was seen\n", question.window_name,
                       question.window_name);
  } else {
    out << '\n'
        << hanging("",
                   "An arrow is a change that is more than chance (of all arrows at most 5 % are); ? where less than "
                   "a quarter of either window was seen; a dot is a day that was not seen.",
                   style.width);
  }
  if (trends.quiet > 0) out << counted(trends.quiet, one_of(by)) << " without a failure\n";
  if (trends.not_seen > 0) out << counted(trends.not_seen, one_of(by)) << " not seen enough to say anything\n";
  write_reach(past, question.now, 2 * question.window, "trends compare two windows, which needs", style, out);
}

void render_scores(const Scores& scores, const PastReach& past, std::size_t rows_max, const TerminalStyle& style,
                   std::ostream& out) {
  const auto row_of = [](const Score& score) {
    std::vector<std::string> cells = {score.score ? std::to_string(*score.score) : "-",
                                      std::string(to_id(score.status)), score.cluster};
    if (!score.namespace_name.empty()) cells.push_back(score.namespace_name);
    for (const ScorePart& part : score.parts) cells.push_back(grouped(part.count));
    cells.push_back(score.score ? grouped(score.pods) : "-");
    cells.push_back(percent(score.seen_fraction));
    return cells;
  };
  AnswerTable clusters({"SCORE", "STATUS", "CLUSTER", "OOMS", "CLB", "RESTARTS", "OTHER", "PODS", "SEEN"},
                       {0, 3, 4, 5, 6, 7, 8});
  for (const Score& score : scores.clusters) clusters.add(row_of(score));
  clusters.write(rows_max, "cluster", style, out);
  if (!scores.clusters.empty()) out << '\n';
  AnswerTable namespaces(
      {"SCORE", "STATUS", "CLUSTER", "NAMESPACE", "OOMS", "CLB", "RESTARTS", "OTHER", "PODS", "SEEN"},
      {0, 4, 5, 6, 7, 8, 9});
  for (const Score& score : scores.namespaces) namespaces.add(row_of(score));
  namespaces.write(rows_max, "namespace", style, out);
  if (scores.namespaces.empty()) out << "no namespace was seen in the last " << scores.question.window_name << '\n';
  if (style.details) {
    for (const Score& score : scores.namespaces) {
      if (!score.score || *score.score == 100) continue;
      std::string text;
      double penalty = 0;
      const double pod_weeks = static_cast<double>(score.pods) * score.seen_fraction *
                               static_cast<double>(scores.question.window.count()) / kWeekSeconds;
      for (const ScorePart& part : score.parts) {
        if (part.count == 0) continue;
        penalty += part.penalty;
        text +=
            fmt::format("{}{} {} {:.2f} x {} / {:.1f} pod weeks = {:.3f}", text.empty() ? "" : "; ", part_words(part),
                        part.count == 1 ? "weighs" : "weigh", part.weighted, part.weight, pod_weeks, part.penalty);
      }
      text += fmt::format("; 100 / (1 + {:.3f}) = {}", penalty, *score.score);
      out << hanging(fmt::format("  {} {}: ", printable(score.cluster), printable(score.namespace_name)), text,
                     style.width);
    }
  }
  write_reach(past, scores.question.now, scores.question.window, "a score of this window needs", style, out);
}

void render_regressions(const Regressions& regressions, const PastReach& past, std::size_t rows_max,
                        const TerminalStyle& style, std::ostream& out) {
  const AnalysisQuestion& question = regressions.question;
  AnswerTable table({"WHAT", "CLUSTER", "NAMESPACE", "WORKLOAD", "CONTAINER",
                     fmt::format("NOW ({})", question.window_name), "USUALLY", "SINCE"},
                    {});
  for (const Regression& row : regressions.rows) {
    if (is_told_by_a_container(row, regressions.rows)) continue;
    const auto& workload = row.group.workload;
    table.add({std::string(to_id(row.kind)), row.group.cluster, row.group.namespace_name,
               workload ? workload_words(workload->kind, workload->name) : "(all of them)", row.container,
               failure_words(row.type, row.count), usual_words(row), ago(row.since, question.now)});
  }
  table.write(rows_max, "regression", style, out);
  if (regressions.rows.empty()) out << "nothing fails more than it used to, is new, or is back\n";
  for (const Regression& row : regressions.rows) {
    for (const HistorySlice::Change& change : row.changes) {
      out << hanging("  just before: ", printable(change.detail) + ", " + ago(change.at, question.now), style.width);
    }
  }
  if (regressions.unknown_past > 0) {
    out << hanging("",
                   fmt::format("{} failed whose past was not seen for a week: new or not is not known",
                               counted(regressions.unknown_past, "container")),
                   style.width);
  }
  constexpr Seconds kWeek{7 * 86400};
  write_reach(past, question.now, question.window + kWeek, "a baseline needs the window and a week before it:", style,
              out);
}

}  // namespace oomscan::terminal
