#include "terminal/results_view.hpp"

#include <algorithm>
#include <map>
#include <string_view>
#include <tuple>
#include <utility>

#include "oomscan/model/text.hpp"
#include "terminal/coverage_words.hpp"
#include "terminal/finding_groups.hpp"
#include "terminal/findings_view.hpp"
#include "terminal/layout.hpp"
#include "terminal/summary_view.hpp"
#include "terminal/verdict_view.hpp"
#include "terminal/words.hpp"

namespace oomscan::terminal {
namespace {

struct ClusterBlock {
  const ClusterCoverage* coverage = nullptr;
  FindingPointers findings;
};

// Clusters where something fails now first, then other findings, then those without, then those not seen at all.
std::vector<ClusterBlock> ordered_blocks(const ScanReport& report) {
  std::map<std::string_view, FindingPointers> by_cluster;
  for (const Finding& finding : report.findings) by_cluster[finding.cluster].push_back(&finding);
  std::vector<ClusterBlock> blocks;
  for (const ClusterCoverage& coverage : report.coverage) {
    blocks.push_back({&coverage, std::move(by_cluster[coverage.cluster])});
  }
  std::sort(blocks.begin(), blocks.end(), [](const ClusterBlock& left, const ClusterBlock& right) {
    const auto order = [](const ClusterBlock& block) {
      // Ties keep the report's order, which is that of addresses.
      return std::tuple(most_urgent(block.findings), block.coverage->status == CoverageStatus::skipped, block.coverage);
    };
    return order(left) < order(right);
  });
  return blocks;
}

std::string status_line(const ClusterBlock& block, bool interrupted, const TerminalStyle& style) {
  const ClusterCoverage& coverage = *block.coverage;
  if (coverage.status == CoverageStatus::skipped) {
    const std::string why = skip_words(coverage);
    return painted(why.empty() ? "skipped" : "skipped: " + why, Color::gray, style);
  }
  const std::string seen = seen_words(coverage);
  const std::string time = ", " + elapsed(coverage.elapsed);
  if (!block.findings.empty()) return seen + time;
  if (coverage.namespaces_selected == 0) return "no namespace was selected: " + seen + time;
  if (coverage.status == CoverageStatus::scanned && coverage.gaps.empty() && !interrupted) {
    return painted("no issues", Color::green, style) + " in " + seen + time;
  }
  return "no findings in what could be seen: " + seen + time;
}

void render_notes(const ClusterCoverage& coverage, const TerminalStyle& style, std::ostream& out) {
  if (!coverage.folded_contexts.empty()) {
    const std::string text = "the same cluster as " + some_names(coverage.folded_contexts);
    out << hanging("  note: ", text, style.width);
  }
  for (const std::string& note : coverage.notes) out << hanging("  note: ", printable(note), style.width);
}

}  // namespace

void render_results(const ScanReport& report, const std::vector<std::string>& result_files, const TerminalStyle& style,
                    std::ostream& out) {
  constexpr std::size_t kNameColumnMax = 40;
  std::size_t name_width = 0;
  for (const ClusterCoverage& coverage : report.coverage) {
    name_width = std::max(name_width, std::min(display_width(printable(coverage.cluster)), kNameColumnMax));
  }

  const FindingsView findings(report, style);
  bool gap_before = false;
  for (const ClusterBlock& block : ordered_blocks(report)) {
    const bool has_findings = !block.findings.empty();
    if (gap_before) out << '\n';
    const std::string name = padded(printable(block.coverage->cluster), name_width);
    const bool skipped = block.coverage->status == CoverageStatus::skipped;
    out << painted(name, skipped ? Color::gray : Color::cyan, style) << "  "
        << status_line(block, report.interrupted, style) << '\n';
    render_notes(*block.coverage, style, out);
    if (style.verdicts) render_verdicts(*block.coverage, style, out);
    findings.render(block.findings, out);
    gap_before = has_findings;
  }
  if (!report.coverage.empty()) out << '\n';
  render_summary(report, style, out);
  render_not_seen(report, style, out);
  if (!result_files.empty()) {
    std::string files;
    for (const std::string& file : result_files) files += (files.empty() ? "" : " ") + printable(file);
    out << "results: " << files << '\n';
  }
}

}  // namespace oomscan::terminal
