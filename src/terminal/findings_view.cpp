#include "terminal/findings_view.hpp"

#include <algorithm>
#include <map>
#include <string_view>

#include "oomscan/model/text.hpp"
#include "terminal/finding_words.hpp"
#include "terminal/layout.hpp"

namespace oomscan::terminal {
namespace {

constexpr std::string_view kNamespaceIndent = "  ";
constexpr std::string_view kPodIndent = "    ";
constexpr std::string_view kRowIndent = "      ";
constexpr std::string_view kGutter = "  ";
constexpr std::string_view kFilesLabel = "describe, logs";
// Longer cells overflow their column rather than push it to the right for all.
constexpr std::array<std::size_t, 5> kColumnMax = {20, 32, 12, 40, 44};
constexpr std::size_t kSubjectColumnMax = 60;

// By container, as rows name only what their container's other rows do not.
std::vector<FindingPointers> containers_of(const ScanReport& report) {
  std::map<std::string_view, FindingPointers> by_cluster;
  for (const Finding& finding : report.findings) by_cluster[finding.cluster].push_back(&finding);
  std::vector<FindingPointers> all;
  for (const auto& [cluster, findings] : by_cluster) {
    for (const NamespaceGroup& group : group_findings(findings)) {
      for (const PodGroup& pod : group.pods) all.insert(all.end(), pod.containers.begin(), pod.containers.end());
    }
  }
  return all;
}

std::string without_trailing_blanks(std::string text) {
  text.erase(text.find_last_not_of(' ') + 1);
  return text;
}

}  // namespace

FindingsView::FindingsView(const ScanReport& report, const TerminalStyle& style) : report_(report), style_(style) {
  const auto columns = static_cast<std::size_t>(std::max(style.width, 0));
  std::size_t beside_subject = 0;
  for (const Finding& finding : report.findings) {
    beside_subject = std::max(beside_subject, display_width(workload_words(finding)));
  }
  beside_subject += kPodIndent.size() + kGutter.size();
  const std::size_t subject_max = std::min(columns > beside_subject ? columns - beside_subject : 0, kSubjectColumnMax);
  widths_[kType] = kFilesLabel.size();
  for (const FindingPointers& container : containers_of(report)) {
    for (const Finding* finding : container) {
      const Row row = row_of(*finding, container);
      for (std::size_t i = 0; i < kColumns; ++i) {
        widths_[i] = std::max(widths_[i], std::min(display_width(row[i]), kColumnMax[i]));
      }
      // A subject that leaves no room for a workload beside it has that on a line of its own.
      const std::size_t subject = display_width(subject_words(*finding));
      if (subject <= subject_max) subject_width_ = std::max(subject_width_, subject);
    }
  }
  std::size_t total = kRowIndent.size() + (kColumns - 1) * kGutter.size();
  for (const std::size_t width : widths_) total += width;
  one_line_rows_ = total <= columns;
}

FindingsView::Row FindingsView::row_of(const Finding& finding, const FindingPointers& of_container) const {
  return {printable(finding.type), when_words(finding, report_.time_range.requested, report_.generated_at),
          std::string(to_id(finding.state)), detail_words(finding, of_container), confidence_words(finding)};
}

void FindingsView::render(const FindingPointers& findings, std::ostream& out) const {
  for (const NamespaceGroup& group : group_findings(findings)) {
    const std::string name = group.name.empty() ? "(nodes)" : printable(group.name);
    out << kNamespaceIndent << painted(name, Color::yellow, style_) << '\n';
    for (const PodGroup& pod : group.pods) render_pod(pod, out);
  }
}

void FindingsView::render_pod(const PodGroup& pod, std::ostream& out) const {
  std::vector<std::string> files;
  bool first = true;
  for (const FindingPointers& container : pod.containers) {
    render_subject(*container.front(), first, out);
    first = false;
    for (const Finding* finding : container) {
      render_row(row_of(*finding, container), *finding, out);
      const std::string words = artifact_words(finding->artifacts);
      if (!words.empty() && std::find(files.begin(), files.end(), words) == files.end()) files.push_back(words);
    }
  }
  for (const std::string& file : files) {
    out << kRowIndent << padded(kFilesLabel, widths_[kType]) << kGutter << file << '\n';
  }
}

void FindingsView::render_subject(const Finding& finding, bool with_workload, std::ostream& out) const {
  const std::string subject = subject_words(finding);
  const std::string workload = with_workload ? workload_words(finding) : "";
  out << kPodIndent << painted(subject, Color::bold, style_);
  if (!workload.empty()) {
    const std::size_t column = std::max(subject_width_, display_width(subject));
    const std::size_t end = kPodIndent.size() + column + kGutter.size() + display_width(workload);
    if (end <= static_cast<std::size_t>(std::max(style_.width, 0))) {
      out << std::string(column - display_width(subject), ' ') << kGutter << workload;
    } else {
      out << '\n' << kRowIndent << workload;
    }
  }
  out << '\n';
}

void FindingsView::render_row(const Row& row, const Finding& finding, std::ostream& out) const {
  const bool now = finding.state == State::active;
  std::string line;
  for (const Column column : {kWhen, kState, kDetail, kConfidence}) {
    if (column > kState && !one_line_rows_) continue;
    line.append(kGutter).append(padded(row[column], widths_[column]));
  }
  out << kRowIndent << painted(padded(row[kType], widths_[kType]), now ? Color::bright_red : Color::red, style_)
      << without_trailing_blanks(std::move(line)) << '\n';
  if (!one_line_rows_) {
    const std::string why = row[kDetail].empty() ? row[kConfidence] : row[kDetail] + "; " + row[kConfidence];
    out << hanging(std::string(kRowIndent.size() + widths_[kType] + kGutter.size(), ' '), why, style_.width);
  }
}

}  // namespace oomscan::terminal
