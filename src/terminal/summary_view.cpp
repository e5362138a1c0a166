#include "terminal/summary_view.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <string>

#include "oomscan/model/text.hpp"
#include "terminal/coverage_words.hpp"
#include "terminal/finding_groups.hpp"
#include "terminal/layout.hpp"
#include "terminal/words.hpp"

namespace oomscan::terminal {
namespace {

std::int64_t clusters_with(const ScanReport& report, CoverageStatus status) {
  return std::count_if(report.coverage.begin(), report.coverage.end(),
                       [&](const ClusterCoverage& coverage) { return coverage.status == status; });
}

void append(std::string& list, const std::string& part) { list += (list.empty() ? "" : ", ") + part; }

std::string cluster_words(const ScanReport& report) {
  std::string parts;
  for (const CoverageStatus status : {CoverageStatus::scanned, CoverageStatus::partial, CoverageStatus::skipped}) {
    const std::int64_t count = clusters_with(report, status);
    if (count > 0) append(parts, grouped(count) + " " + std::string(to_id(status)));
  }
  std::int64_t namespaces = 0;
  std::int64_t pods = 0;
  for (const ClusterCoverage& coverage : report.coverage) {
    namespaces += coverage.namespaces_scanned;
    pods += coverage.pods;
  }
  std::string text = counted(static_cast<std::int64_t>(report.coverage.size()), "cluster");
  if (!parts.empty()) text += ": " + parts;
  return text + "; seen: " + counted(namespaces, "namespace") + ", " + counted(pods, "pod");
}

std::string finding_lines(const ScanReport& report, int width) {
  std::map<std::string, std::int64_t> types;
  std::map<int, std::pair<std::string, std::int64_t>> states;
  for (const Finding& finding : report.findings) {
    ++types[printable(finding.type)];
    auto& [name, count] = states[urgency(finding.state)];
    name = to_id(finding.state);
    ++count;
  }
  std::string type_parts;
  for (const auto& [type, count] : types) append(type_parts, grouped(count) + " " + type);
  std::string state_parts;
  for (const auto& [order, state] : states) append(state_parts, grouped(state.second) + " " + state.first);
  const std::string by_type = counted(static_cast<std::int64_t>(report.findings.size()), "finding") + ": " + type_parts;
  if (std::string line = by_type + "; " + state_parts; display_width(line) <= static_cast<std::size_t>(width)) {
    return line + '\n';
  }
  return hanging("", by_type, width) + hanging("  of them ", state_parts, width);
}

}  // namespace

void render_summary(const ScanReport& report, const TerminalStyle& style, std::ostream& out) {
  if (report.interrupted) {
    out << painted("INTERRUPTED: partial results", Color::bright_red, style) << ", the scan did not come to its end\n";
  }
  if (report.coverage.empty()) {
    out << "no cluster was scanned\n";
    return;
  }
  out << hanging("", cluster_words(report), style.width);
  if (!report.findings.empty()) {
    out << finding_lines(report, style.width);
  } else if (clusters_with(report, CoverageStatus::skipped) == static_cast<std::int64_t>(report.coverage.size())) {
    out << "nothing could be seen\n";
  } else {
    out << (report.complete() ? painted("no findings", Color::green, style) : "no findings in what could be seen")
        << '\n';
  }
}

void render_not_seen(const ScanReport& report, const TerminalStyle& style, std::ostream& out) {
  bool titled = false;
  for (const ClusterCoverage& coverage : report.coverage) {
    const auto gaps = summarize_gaps(coverage, report.generated_at);
    if (gaps.empty() && coverage.status == CoverageStatus::scanned) continue;
    if (!titled) out << painted("NOT SEEN:", Color::bold, style) << '\n';
    titled = true;
    out << "  " << painted(printable(coverage.cluster), Color::cyan, style) << '\n';
    if (gaps.empty()) out << "    reason not known\n";
    for (const GapSummary& gap : gaps) {
      out << hanging("    ", gap.headline, style.width);
      if (!gap.detail.empty()) out << hanging("      ", gap.detail, style.width);
      if (!gap.hint.empty()) out << hanging("      hint: ", gap.hint, style.width);
    }
  }
}

}  // namespace oomscan::terminal
