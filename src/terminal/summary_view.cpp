#include "terminal/summary_view.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "oomscan/model/text.hpp"
#include "oomscan/overview/problems.hpp"
#include "oomscan/overview/unseen.hpp"
#include "terminal/coverage_words.hpp"
#include "terminal/layout.hpp"
#include "terminal/words.hpp"

namespace oomscan::terminal {
namespace {

std::int64_t clusters_with(const ScanReport& report, CoverageStatus status) {
  return std::count_if(report.coverage.begin(), report.coverage.end(),
                       [&](const ClusterCoverage& coverage) { return coverage.status == status; });
}

void append(std::string& list, const std::string& part) { list += (list.empty() ? "" : ", ") + part; }

std::string cluster_words(const ScanReport& report, const overview::Sums& sums) {
  std::string parts;
  for (const CoverageStatus status : {CoverageStatus::scanned, CoverageStatus::partial, CoverageStatus::skipped}) {
    const std::int64_t count = clusters_with(report, status);
    if (count > 0) append(parts, grouped(count) + " " + std::string(to_id(status)));
  }
  std::string text = counted(static_cast<std::int64_t>(report.coverage.size()), "cluster");
  if (!parts.empty()) text += ": " + parts;
  return text + "; seen: " + counted(sums.namespaces_seen, "namespace") + ", " + counted(sums.pods_seen, "pod");
}

std::string finding_words(const overview::Sums& sums, bool details) {
  std::string types;
  for (const overview::TypeCount& type : sums.types) {
    append(types, grouped(static_cast<std::int64_t>(type.findings)) + " " + printable(type.type));
  }
  std::string states;
  for (std::size_t i = 0; i < sums.by_state.size(); ++i) {
    if (sums.by_state[i] == 0) continue;
    append(states, grouped(static_cast<std::int64_t>(sums.by_state[i])) + " " +
                       std::string(to_id(overview::kStatesByUrgency[i])));
  }
  std::string text = counted(static_cast<std::int64_t>(sums.findings), "finding");
  const bool grouped_rows = sums.problems < sums.findings && !details;
  if (grouped_rows) text += " (" + counted(static_cast<std::int64_t>(sums.problems), "line") + "; -v shows each)";
  return text + ": " + types + "; " + states;
}

// What the past says of them; empty: it was not asked. Nothing is left out without a word.
std::string novelty_words(const ScanReport& report, bool only_new) {
  std::map<std::optional<Novelty>, std::int64_t> counts;
  for (const Finding& finding : report.findings) ++counts[finding.novelty];
  std::string parts;
  for (const auto& [novelty, words] : {std::pair{std::optional{Novelty::fresh}, " new"},
                                       {std::optional{Novelty::back}, " back after it was resolved"},
                                       {std::optional<Novelty>{}, " of an unknown past"},
                                       {std::optional{Novelty::known}, " known before"}}) {
    if (counts[novelty] > 0) append(parts, grouped(counts[novelty]) + words);
  }
  if (only_new && counts[Novelty::known] > 0) parts += " and not shown (--only-new)";
  return parts;
}

// Where a cluster keeps less than the range and that is no gap: nobody asked for so much.
void render_reach(const ScanReport& report, const TerminalStyle& style, std::ostream& out) {
  std::map<std::string, std::vector<std::string>> clusters_by_reach;
  for (const ClusterCoverage& coverage : report.coverage) {
    if (coverage.status == CoverageStatus::skipped || coverage.namespaces_selected == 0) continue;
    if (overview::whole_range_seen(coverage, report) || has_history_gap(coverage)) continue;
    clusters_by_reach[overview::look_back_words(coverage, report)].push_back(coverage.cluster);
  }
  for (const auto& [words, clusters] : clusters_by_reach) {
    const bool all = clusters.size() == report.coverage.size();
    out << hanging("  ", (all ? "seen: " : "seen of " + some_names(clusters) + ": ") + printable(words), style.width);
  }
}

// The first cluster of a group: what stands for the others.
const ClusterCoverage& coverage_of(const overview::UnseenInClusters& group, const ScanReport& report) {
  return *std::find_if(report.coverage.begin(), report.coverage.end(),
                       [&](const ClusterCoverage& coverage) { return coverage.cluster == group.clusters.front(); });
}

}  // namespace

void render_summary(const ScanReport& report, const TerminalStyle& style, std::ostream& out) {
  if (report.interrupted) {
    out << painted("INTERRUPTED: partial results", Color::bright_red, style) << ", the scan did not finish\n";
  }
  if (report.coverage.empty()) {
    out << "no cluster was scanned\n";
    return;
  }
  const overview::Sums sums = overview::sums(report);
  out << hanging("", range_words(report.time_range), style.width);
  render_reach(report, style, out);
  out << hanging("", cluster_words(report, sums), style.width);
  if (!report.findings.empty()) {
    out << hanging("", finding_words(sums, style.details), style.width);
    const bool past_was_asked = style.only_new || std::any_of(report.findings.begin(), report.findings.end(),
                                                              [](const Finding& f) { return f.novelty.has_value(); });
    if (past_was_asked) out << hanging("  ", novelty_words(report, style.only_new), style.width);
  } else if (clusters_with(report, CoverageStatus::skipped) == static_cast<std::int64_t>(report.coverage.size())) {
    out << "nothing could be seen\n";
  } else {
    out << (report.complete() ? painted("no findings", Color::green, style) : "no findings in what could be seen")
        << '\n';
  }
  std::int64_t secrets = 0;
  for (const ClusterCoverage& coverage : report.coverage) secrets += coverage.secrets_redacted;
  if (secrets > 0) {
    const std::string text = counted(secrets, "secret") + (secrets == 1 ? " was" : " were") +
                             " replaced in the saved descriptions and logs; --no-redact keeps " +
                             (secrets == 1 ? "it" : "them");
    out << hanging("", text, style.width);
  }
}

void render_not_seen(const ScanReport& report, const TerminalStyle& style, std::ostream& out) {
  const std::vector<overview::UnseenInClusters> groups = overview::unseen(report);
  if (groups.empty()) return;
  out << painted("NOT SEEN:", Color::bold, style) << '\n';
  std::set<std::string> hints;  // that have been given: once is enough
  for (const overview::UnseenInClusters& group : groups) {
    std::string names;
    for (const std::string& cluster : group.clusters) append(names, printable(cluster));
    std::string heading = hanging("  ", names, style.width);
    heading.pop_back();
    out << painted(heading, Color::cyan, style) << '\n';
    std::vector<GapSummary> gaps = summarize_gaps(group.reasons, coverage_of(group, report), report.generated_at);
    if (gaps.empty()) gaps.push_back({"reason not known", "", "", 0});
    for (const GapSummary& gap : gaps) {
      out << hanging("    ", gap.headline, style.width);
      const std::string example = group.clusters.size() > 1 && !gap.detail.starts_with("e.g. ") ? "e.g. " : "";
      if (!gap.detail.empty()) out << hanging("      ", example + gap.detail, style.width);
      if (!gap.hint.empty() && hints.insert(gap.hint).second) out << hanging("      hint: ", gap.hint, style.width);
    }
  }
}

}  // namespace oomscan::terminal
