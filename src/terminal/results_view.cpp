#include "terminal/results_view.hpp"

#include <algorithm>
#include <cstdint>
#include <map>
#include <string_view>
#include <tuple>
#include <utility>

#include "oomscan/model/text.hpp"
#include "oomscan/overview/problems.hpp"
#include "oomscan/overview/unseen.hpp"
#include "terminal/artifact_words.hpp"
#include "terminal/causes_view.hpp"
#include "terminal/coverage_words.hpp"
#include "terminal/findings_view.hpp"
#include "terminal/layout.hpp"
#include "terminal/shared_notes.hpp"
#include "terminal/summary_view.hpp"
#include "terminal/verdict_view.hpp"
#include "terminal/words.hpp"

namespace oomscan::terminal {
namespace {

struct ClusterBlock {
  const ClusterCoverage* coverage = nullptr;
  std::vector<const overview::Problem*> problems;
  std::int64_t known = 0;  // findings that are not shown: --only-new
};

// Clusters where something fails now first, then other findings, then those without, then those not seen at all.
std::vector<ClusterBlock> ordered_blocks(const ScanReport& report, const std::vector<overview::Problem>& problems) {
  std::map<std::string_view, std::vector<const overview::Problem*>> by_cluster;
  for (const overview::Problem& problem : problems) by_cluster[problem.about().cluster].push_back(&problem);
  std::vector<ClusterBlock> blocks;
  for (const ClusterCoverage& coverage : report.coverage) {
    blocks.push_back({&coverage, std::move(by_cluster[coverage.cluster])});
  }
  std::sort(blocks.begin(), blocks.end(), [](const ClusterBlock& left, const ClusterBlock& right) {
    const auto order = [](const ClusterBlock& block) {
      const int most_urgent = block.problems.empty() ? static_cast<int>(overview::kStatesByUrgency.size())
                                                     : overview::urgency(block.problems.front()->state);
      // Ties keep the report's order, which is that of addresses.
      return std::tuple(most_urgent, block.coverage->status == CoverageStatus::skipped, block.coverage);
    };
    return order(left) < order(right);
  });
  return blocks;
}

bool is_known(const overview::Problem& problem) {
  return std::all_of(problem.findings.begin(), problem.findings.end(),
                     [](const Finding* finding) { return finding->novelty == Novelty::known; });
}

struct StatusLine {
  std::string text;
  std::string_view painted_start;  // of `text`
  Color color = Color::plain;
};

StatusLine status_line(const ClusterBlock& block, const ScanReport& report) {
  constexpr std::string_view kNoIssues = "no issues";
  const ClusterCoverage& coverage = *block.coverage;
  if (coverage.status == CoverageStatus::skipped) {
    const std::string why = skip_words(coverage);
    return {why.empty() ? "skipped" : "skipped: " + why, "skipped", Color::gray};
  }
  const std::string seen = seen_words(coverage) + ", " + elapsed(coverage.elapsed);
  if (coverage.namespaces_selected == 0) return {"no namespace was selected: " + seen, "", Color::plain};
  if (block.problems.empty() && block.known > 0) return {"nothing new in " + seen, "", Color::plain};
  const bool clean = block.problems.empty() && coverage.status == CoverageStatus::scanned && coverage.gaps.empty();
  if (!clean || report.interrupted) return {seen, "", Color::plain};
  const auto reach = overview::short_reach(coverage, report);
  return {reach ? "no issues in the last " + overview::span_words(*reach) + ": " + seen : "no issues in " + seen,
          kNoIssues, Color::green};
}

void render_head(const ClusterBlock& block, const ScanReport& report, std::size_t name_width,
                 const TerminalStyle& style, std::ostream& out) {
  const std::string name = padded(printable(block.coverage->cluster), name_width);
  const StatusLine status = status_line(block, report);
  // Painted afterwards: colour takes no columns.
  std::string text = hanging(name + "  ", status.text, style.width).substr(name.size());
  const std::size_t start = status.painted_start.empty() ? text.npos : text.find(status.painted_start);
  if (start != text.npos) {
    text.replace(start, status.painted_start.size(), painted(status.painted_start, status.color, style));
  }
  const bool skipped = block.coverage->status == CoverageStatus::skipped;
  out << painted(name, skipped ? Color::gray : Color::cyan, style) << text;
}

void render_notes(const ClusterCoverage& coverage, const SharedNotes& shared, const TerminalStyle& style,
                  std::ostream& out) {
  if (!coverage.folded_contexts.empty()) {
    const std::string text = "the same cluster as " + some_names(coverage.folded_contexts);
    out << hanging("  note: ", text, style.width);
  }
  for (const std::string& note : coverage.notes) {
    if (!shared.contains(note)) out << hanging("  note: ", printable(note), style.width);
  }
}

void render_artifact_places(const ClusterBlock& block, const TerminalStyle& style, std::ostream& out) {
  std::vector<const Finding*> findings;
  for (const overview::Problem* problem : block.problems) {
    findings.insert(findings.end(), problem->findings.begin(), problem->findings.end());
  }
  for (const std::string& place : artifact_places(findings)) out << hanging("  ", place, style.width);
}

}  // namespace

void render_results(const ScanReport& report, const std::vector<std::string>& result_files, const TerminalStyle& style,
                    std::ostream& out) {
  constexpr std::size_t kNameColumnMax = 40;
  std::size_t name_width = 0;
  for (const ClusterCoverage& coverage : report.coverage) {
    name_width = std::max(name_width, std::min(display_width(printable(coverage.cluster)), kNameColumnMax));
  }
  const SharedNotes shared = shared_notes(report);
  std::vector<overview::Problem> problems = shown_problems(report, style);
  std::map<std::string_view, std::int64_t> known;  // findings, by cluster
  if (style.only_new) {
    for (const overview::Problem& problem : problems) {
      if (is_known(problem)) known[problem.about().cluster] += static_cast<std::int64_t>(problem.findings.size());
    }
    std::erase_if(problems, is_known);
  }
  const FindingsView view(problems, report, style);
  render_causes(report, problems.size(), style, out);
  bool gap_before = false;
  for (ClusterBlock& block : ordered_blocks(report, problems)) {
    block.known = known[block.coverage->cluster];
    if (gap_before) out << '\n';
    render_head(block, report, name_width, style, out);
    render_notes(*block.coverage, shared, style, out);
    if (style.details) render_verdicts(*block.coverage, style, out);
    view.render(block.problems, out);
    render_artifact_places(block, style, out);
    gap_before = !block.problems.empty();
  }
  if (!report.coverage.empty()) out << '\n';
  render_summary(report, style, out);
  render_shared_notes(shared, report, style, out);
  render_not_seen(report, style, out);
  if (!result_files.empty()) {
    std::string files;
    for (const std::string& file : result_files) files += (files.empty() ? "" : " ") + printable(file);
    out << hanging("results: ", files, style.width);
  }
}

}  // namespace oomscan::terminal
