#include "terminal/summary_view.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <utility>
#include <vector>

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
  std::int64_t secrets = 0;
  for (const ClusterCoverage& coverage : report.coverage) secrets += coverage.secrets_redacted;
  if (secrets > 0) {
    const std::string text = counted(secrets, "secret") + (secrets == 1 ? " was" : " were") +
                             " replaced in the saved describe and logs; --no-redact keeps " +
                             (secrets == 1 ? "it" : "them");
    out << hanging("", text, style.width);
  }
}

void render_not_seen(const ScanReport& report, const TerminalStyle& style, std::ostream& out) {
  // How far back was seen is mostly the same for many clusters: said once, with their names.
  std::map<std::pair<std::string, std::string>, std::vector<std::string>> clusters_by_history;
  bool titled = false;
  const auto title = [&] {
    if (!titled) out << painted("NOT SEEN:", Color::bold, style) << '\n';
    titled = true;
  };
  const auto cluster_line = [&](const std::string& names) {
    out << hanging("  ", painted(names, Color::cyan, style), style.width);
  };
  const auto gap_lines = [&](const std::string& headline, const std::string& detail, const std::string& hint) {
    out << hanging("    ", headline, style.width);
    if (!detail.empty()) out << hanging("      ", detail, style.width);
    if (!hint.empty()) out << hanging("      hint: ", hint, style.width);
  };
  for (const ClusterCoverage& coverage : report.coverage) {
    const auto gaps = summarize_gaps(coverage, report.generated_at);
    bool named = false;
    for (const GapSummary& gap : gaps) {
      if (gap.history) {
        clusters_by_history[{gap.headline, gap.hint}].push_back(coverage.cluster);
        continue;
      }
      title();
      if (!named) cluster_line(printable(coverage.cluster));
      named = true;
      gap_lines(gap.headline, gap.detail, gap.hint);
    }
    if (gaps.empty() && coverage.status != CoverageStatus::scanned) {
      title();
      cluster_line(printable(coverage.cluster));
      out << "    reason not known\n";
    }
  }
  for (const auto& [history, clusters] : clusters_by_history) {
    title();
    cluster_line(some_names(clusters));
    gap_lines(history.first, "", history.second);
  }
}

}  // namespace oomscan::terminal
