#include "terminal/findings_view.hpp"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "oomscan/model/text.hpp"
#include "terminal/artifact_words.hpp"
#include "terminal/layout.hpp"
#include "terminal/problem_words.hpp"

namespace oomscan::terminal {
namespace {

constexpr std::string_view kIndent = "  ";
constexpr std::string_view kGutter = "  ";
// Longer cells overflow their column rather than push it to the right for all.
constexpr std::array<std::size_t, 5> kColumnMax = {12, 20, 60, 32, 60};
// Below this a window is no place for columns: the subject gets a line of its own.
constexpr std::size_t kColumnsMin = 60;

std::string without_trailing_blanks(std::string text) {
  text.erase(text.find_last_not_of(' ') + 1);
  return text;
}

overview::Problem alone(const overview::Problem& group, const Finding& finding) {
  overview::Problem problem;
  problem.findings = {&finding};
  problem.pods = finding.pod.empty() ? 0 : 1;
  problem.state = finding.state;
  problem.confidence = finding.confidence;
  problem.failures = finding.timestamps.size();
  if (!finding.timestamps.empty()) {
    problem.first = finding.timestamps.front();
    problem.last = finding.timestamps.back();
  }
  problem.restarts = finding.restart_count;
  if (finding.memory_limit_bytes) problem.memory_limits_bytes = {*finding.memory_limit_bytes};
  problem.images = group.images;
  return problem;
}

}  // namespace

std::vector<overview::Problem> shown_problems(const ScanReport& report, const TerminalStyle& style) {
  std::vector<overview::Problem> problems = overview::problems(report);
  if (!style.details) return problems;
  std::vector<overview::Problem> each;
  for (const overview::Problem& problem : problems) {
    for (const Finding* finding : problem.findings) each.push_back(alone(problem, *finding));
  }
  return each;
}

FindingsView::FindingsView(const std::vector<overview::Problem>& problems, const ScanReport& report,
                           const TerminalStyle& style)
    : range_(report.time_range.requested), now_(report.generated_at), style_(style) {
  for (const overview::Problem& problem : problems) {
    const Row row = row_of(problem);
    for (std::size_t i = 0; i < kColumns; ++i) {
      widths_[i] = std::max(widths_[i], std::min(display_width(row[i]), kColumnMax[i]));
    }
  }
  const auto columns = static_cast<std::size_t>(std::max(style.width, 0));
  if (width_of(kColumns) > columns) shape_ = Shape::why_below;
  if (shape_ == Shape::why_below && width_of(kWhy) > columns) shape_ = Shape::when_below;
}

// Of the first `columns` columns side by side.
std::size_t FindingsView::width_of(std::size_t columns) const {
  std::size_t total = kIndent.size();
  for (std::size_t i = 0; i < columns; ++i) total += widths_[i] + (i > 0 ? kGutter.size() : 0);
  return total;
}

FindingsView::Row FindingsView::row_of(const overview::Problem& problem) const {
  std::string why;
  for (const std::string& part : {state_words(problem), detail_words(problem), workload_words(problem),
                                  log_words(problem), confidence_words(problem)}) {
    if (!part.empty()) why += (why.empty() ? "" : "; ") + part;
  }
  return {std::string(to_id(problem.state)), printable(problem.about().type), subject_words(problem),
          when_words(problem, range_, now_), std::move(why)};
}

void FindingsView::render(const std::vector<const overview::Problem*>& problems, std::ostream& out) const {
  for (const overview::Problem* problem : problems) render_row(*problem, out);
}

void FindingsView::render_row(const overview::Problem& problem, std::ostream& out) const {
  const Row row = row_of(problem);
  const Color color = problem.fails_now() ? Color::bright_red : Color::red;
  const bool narrow = style_.width < static_cast<int>(kColumnsMin);
  out << kIndent << painted(padded(row[kState], widths_[kState]), color, style_) << kGutter;
  std::string below;
  if (narrow) {
    out << painted(row[kType], color, style_) << '\n';
    out << hanging(std::string(2 * kIndent.size(), ' '), row[kSubject], style_.width);
    below = row[kWhen] + "; " + row[kWhy];
  } else {
    std::string rest = kGutter.data() + padded(row[kSubject], widths_[kSubject]);
    if (shape_ != Shape::when_below) rest.append(kGutter).append(padded(row[kWhen], widths_[kWhen]));
    if (shape_ == Shape::one_line) rest.append(kGutter).append(row[kWhy]);
    out << painted(padded(row[kType], widths_[kType]), color, style_) << without_trailing_blanks(std::move(rest))
        << '\n';
    if (shape_ == Shape::why_below) below = row[kWhy];
    if (shape_ == Shape::when_below) below = row[kWhen] + "; " + row[kWhy];
  }
  const std::size_t indent = kIndent.size() + (narrow ? kIndent.size() : widths_[kState] + kGutter.size());
  if (!below.empty()) out << hanging(std::string(indent, ' '), below, style_.width);
  if (style_.details) {
    const std::string files = artifact_names(problem.about().artifacts);
    if (!files.empty()) out << std::string(indent, ' ') << "files " << files << '\n';
  }
}

}  // namespace oomscan::terminal
