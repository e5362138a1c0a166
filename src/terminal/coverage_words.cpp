#include "terminal/coverage_words.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "oomscan/model/text.hpp"
#include "oomscan/overview/gap_words.hpp"
#include "oomscan/overview/unseen.hpp"
#include "terminal/words.hpp"

namespace oomscan::terminal {
namespace {

// "history before 04:12 UTC: Events reach back 1 h 13 min, Prometheus 6 h". Empty if neither source is known.
std::string history_words(const ClusterCoverage& coverage, Timestamp now) {
  const auto& events = coverage.events_reach_back_to;
  const auto& prometheus = coverage.prometheus_reaches_back_to;
  if (!events && !prometheus) return "";
  const Timestamp furthest = std::min(events.value_or(now), prometheus.value_or(now));
  std::string text = fmt::format("history before {}: ", clock_time(furthest, now));
  if (events) text += "Events reach back " + span(now - *events);
  if (prometheus) text += (events ? ", Prometheus " : "Prometheus reaches back ") + span(now - *prometheus);
  return text;
}

// What was named and is not there: "namespace 'nope' does not exist". Without names the detail says it.
std::string missing_words(const overview::Unseen& group, const std::string& detail) {
  if (group.namespaces.empty()) return detail;
  if (group.namespaces.size() == 1) {
    return fmt::format("namespace '{}' does not exist", printable(group.namespaces.front()));
  }
  return fmt::format("{} do not exist ({})", counted(static_cast<std::int64_t>(group.namespaces.size()), "namespace"),
                     some_names(group.namespaces));
}

GapSummary summary_of(const overview::Unseen& group, const ClusterCoverage& coverage, Timestamp now) {
  GapSummary summary{"", printable(group.detail), printable(group.hint), group.gaps};
  if (group.subjects.front() == GapSubject::namespaces && group.reason == GapReason::not_found) {
    summary.headline = missing_words(group, summary.detail);
    summary.detail.clear();
    return summary;
  }
  if (group.is_history() && group.reason == GapReason::retention) {
    summary.headline = history_words(coverage, now);
    if (summary.headline.empty()) summary.headline = "history: " + summary.detail;
    // The detail says the same in other words.
    summary.detail.clear();
    return summary;
  }
  summary.headline = overview::subject_words(group);
  if (group.namespaces.size() == 1) summary.headline += " of " + printable(group.namespaces.front());
  if (group.namespaces.size() > 1) {
    summary.headline +=
        fmt::format(" of {} ({})", counted(static_cast<std::int64_t>(group.namespaces.size()), "namespace"),
                    some_names(group.namespaces));
  }
  if (overview::is_of_this_machine(group.reason) && group.gaps == 1 && !summary.detail.empty()) {
    // What happened here is its own reason: there is no answer of a server to put into other words.
    summary.headline += ": " + std::exchange(summary.detail, {});
    return summary;
  }
  summary.headline += fmt::format(": {}", overview::words(group.reason));
  if (group.gaps > 1 && !summary.detail.empty()) summary.detail.insert(0, "e.g. ");
  return summary;
}

}  // namespace

std::string some_names(const std::vector<std::string>& names) {
  std::string text;
  const std::size_t shown = std::min(names.size(), kNamesShown);
  for (std::size_t i = 0; i < shown; ++i) text += (i > 0 ? ", " : "") + printable(names[i]);
  if (shown < names.size()) text += fmt::format(" and {} more", names.size() - shown);
  return text;
}

std::string seen_words(const ClusterCoverage& coverage) {
  std::string text = counted(coverage.namespaces_selected, "namespace");
  if (coverage.namespaces_total && *coverage.namespaces_total != coverage.namespaces_selected) {
    text = fmt::format("{} of {}", grouped(coverage.namespaces_selected),
                       counted(*coverage.namespaces_total, "namespace"));
  }
  const std::int64_t unread = coverage.namespaces_selected - coverage.namespaces_scanned;
  if (unread > 0) text += fmt::format(" ({} not fully read)", grouped(unread));
  return text + ", " + counted(coverage.pods, "pod");
}

std::string skip_words(const ClusterCoverage& coverage) {
  return coverage.gaps.empty() ? std::string() : std::string(overview::words(coverage.gaps.front().reason));
}

std::string range_words(const TimeRange& range) {
  std::string from = clock_time(range.from, range.to);
  const std::string utc = " UTC";
  if (from.ends_with(utc)) from.resize(from.size() - utc.size());
  const std::string to = format_rfc3339(range.from).substr(0, 10) == format_rfc3339(range.to).substr(0, 10)
                             ? clock_time(range.to, range.to)
                             : format_rfc3339(range.to).substr(0, 10) + " " + clock_time(range.to, range.to);
  return fmt::format("looked back {}: from {} to {}", span(range.to - range.from), from, to);
}

bool has_history_gap(const ClusterCoverage& coverage) {
  return std::any_of(coverage.gaps.begin(), coverage.gaps.end(),
                     [](const Gap& gap) { return gap.subject == GapSubject::history; });
}

std::vector<GapSummary> summarize_gaps(const std::vector<overview::Unseen>& reasons, const ClusterCoverage& of,
                                       Timestamp now) {
  std::vector<GapSummary> summaries;
  for (const overview::Unseen& reason : reasons) summaries.push_back(summary_of(reason, of, now));
  return summaries;
}

}  // namespace oomscan::terminal
