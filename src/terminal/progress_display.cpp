#include "terminal/progress_display.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "oomscan/model/text.hpp"
#include "terminal/coverage_words.hpp"
#include "terminal/layout.hpp"
#include "terminal/style.hpp"
#include "terminal/words.hpp"

namespace oomscan::terminal {
namespace {

// ECMA-48: cursor up, erase to the end of line, erase to the end of the screen.
constexpr std::string_view kEraseLine = "\x1b[K";
constexpr std::string_view kEraseBelow = "\x1b[J";

std::chrono::milliseconds between(std::chrono::steady_clock::time_point from,
                                  std::chrono::steady_clock::time_point to) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(to - from);
}

std::string finished_words(const ClusterCoverage& coverage, std::size_t findings, std::chrono::milliseconds time) {
  std::string text = printable(coverage.cluster) + ": ";
  if (coverage.status == CoverageStatus::skipped) {
    const std::string why = skip_words(coverage);
    text += why.empty() ? "skipped" : "skipped: " + why;
  } else {
    text += seen_words(coverage) + ", " + counted(static_cast<std::int64_t>(findings), "finding");
    if (!coverage.gaps.empty()) text += ", " + counted(static_cast<std::int64_t>(coverage.gaps.size()), "gap");
  }
  return text + ", " + elapsed(time);
}

std::string_view stage_words(ScanObserver::Stage stage) {
  switch (stage) {
    case ScanObserver::Stage::connecting:
      return "connecting";
    case ScanObserver::Stage::waiting_for_others:
      return "waiting for its turn";
    case ScanObserver::Stage::namespaces:
      return "listing namespaces";
    case ScanObserver::Stage::metrics:
      return "asking Prometheus";
    case ScanObserver::Stage::pods_and_events:
      return "reading pods and Events";
    case ScanObserver::Stage::judging:
      return "judging";
    case ScanObserver::Stage::artifacts:
      return "saving descriptions and logs";
  }
  return "";
}

std::string running_words(std::optional<ScanObserver::Stage> stage, const ScanObserver::Progress& progress,
                          std::chrono::milliseconds time) {
  std::string text;
  if (stage) text += std::string(stage_words(*stage)) + ", ";
  if (progress.namespaces_selected > 0) {
    text += fmt::format("{} of {}, ", grouped(progress.namespaces_done),
                        counted(progress.namespaces_selected, "namespace"));
  }
  if (progress.pods > 0) text += counted(progress.pods, "pod") + ", ";
  if (progress.findings > 0) text += counted(progress.findings, "finding") + ", ";
  return text + elapsed(time);
}

}  // namespace

ProgressDisplay::ProgressDisplay(ProgressStyle style, const Clock& clock, std::ostream& err)
    : style_(std::move(style)), clock_(clock), err_(err), started_(clock.steady_now()) {}

ProgressDisplay::~ProgressDisplay() { finish(); }

void ProgressDisplay::fleet_started(std::size_t clusters) {
  const std::lock_guard lock(mutex_);
  clusters_ = clusters;
  started_ = clock_.steady_now();
  redraw(true);
}

void ProgressDisplay::cluster_stage(const std::string& cluster, Stage stage) {
  const std::lock_guard lock(mutex_);
  const auto [entry, added] = running_.try_emplace(cluster);
  if (added) entry->second.since = clock_.steady_now();
  entry->second.stage = stage;
  redraw(false);
}

void ProgressDisplay::cluster_started(const std::string& cluster) {
  const std::lock_guard lock(mutex_);
  Running& running = running_[cluster];
  running.since = clock_.steady_now();
  running.started = true;
  plain_line(printable(cluster) + ": started");
  redraw(true);
}

void ProgressDisplay::cluster_progress(const std::string& cluster, const Progress& progress) {
  const std::lock_guard lock(mutex_);
  const auto found = running_.find(cluster);
  if (found == running_.end()) return;
  found->second.progress = progress;
  redraw(false);
}

void ProgressDisplay::cluster_finished(const ClusterCoverage& coverage, const std::vector<Finding>& findings) {
  const std::lock_guard lock(mutex_);
  running_.erase(coverage.cluster);
  ++finished_;
  findings_ += static_cast<std::int64_t>(findings.size());
  // The cluster's own time: the results say the same one, and connecting is part of it.
  plain_line(finished_words(coverage, findings.size(), coverage.elapsed));
  redraw(true);
}

void ProgressDisplay::hide() {
  const std::lock_guard lock(mutex_);
  if (++hidden_ == 1) erase();
}

void ProgressDisplay::show() {
  const std::lock_guard lock(mutex_);
  if (hidden_ > 0) --hidden_;
  redraw(true);
}

void ProgressDisplay::tick() {
  const std::lock_guard lock(mutex_);
  redraw(false);
}

void ProgressDisplay::finish() {
  const std::lock_guard lock(mutex_);
  if (ended_) return;
  ended_ = true;
  erase();
}

std::vector<std::pair<std::string, ProgressDisplay::Running>> ProgressDisplay::in_order() const {
  std::vector<std::pair<std::string, Running>> clusters(running_.begin(), running_.end());
  std::stable_partition(clusters.begin(), clusters.end(), [](const auto& entry) { return entry.second.started; });
  return clusters;
}

std::size_t ProgressDisplay::width() const {
  const int columns = style_.width ? style_.width() : kDefaultWidth;
  return static_cast<std::size_t>(std::max(columns, 1));
}

std::vector<std::string> ProgressDisplay::frame(std::size_t columns) const {
  const auto clusters = in_order();
  std::size_t name_width = 0;
  std::size_t shown = 0;
  for (const auto& [name, running] : clusters) {
    if (shown++ == kClusterLinesMax) break;
    name_width = std::max(name_width, display_width(printable(name)));
  }
  std::vector<std::string> lines;
  std::int64_t findings = findings_;
  const auto now = clock_.steady_now();
  for (const auto& [name, running] : clusters) {
    findings += running.progress.findings;
    if (lines.size() < kClusterLinesMax) {
      lines.push_back(padded(printable(name), name_width) + "  " +
                      running_words(running.stage, running.progress, between(running.since, now)));
    }
  }
  if (running_.size() > lines.size()) lines.push_back(fmt::format("and {} more", running_.size() - lines.size()));
  lines.push_back(fmt::format("{} of {} done, {}, {}", grouped(static_cast<std::int64_t>(finished_)),
                              counted(static_cast<std::int64_t>(clusters_), "cluster"), counted(findings, "finding"),
                              elapsed(between(started_, now))));
  // A line of full width would leave the cursor in the next one on some terminals.
  for (std::string& line : lines) line = clipped(line, columns - 1);
  return lines;
}

std::string ProgressDisplay::to_frame_start(std::size_t columns) const {
  // A terminal that became narrower has wrapped what stands there.
  std::size_t rows = 0;
  for (const std::size_t line : drawn_) rows += line == 0 ? 1 : (line + columns - 1) / columns;
  return rows == 0 ? "\r" : fmt::format("\r\x1b[{}A", rows);
}

void ProgressDisplay::redraw(bool now) {
  if (style_.mode != ProgressMode::live || hidden_ > 0 || ended_ || clusters_ == 0) return;
  const auto time = clock_.steady_now();
  if (!now && !drawn_.empty() && time - drawn_at_ < kRedrawInterval) return;
  const std::size_t columns = width();
  // Overwritten in place and sent in one piece, so that nothing flickers.
  std::string text = to_frame_start(columns);
  drawn_.clear();
  const TerminalStyle paint{style_.color, static_cast<int>(columns)};
  for (const std::string& line : frame(columns)) {
    drawn_.push_back(display_width(line));
    text.append(painted(line, Color::gray, paint)).append(kEraseLine).append("\n");
  }
  text += kEraseBelow;
  err_ << text << std::flush;
  drawn_at_ = time;
}

void ProgressDisplay::erase() {
  if (drawn_.empty()) return;
  err_ << to_frame_start(width()) << kEraseBelow << std::flush;
  drawn_.clear();
}

void ProgressDisplay::plain_line(const std::string& line) {
  if (style_.mode == ProgressMode::plain && !ended_) err_ << line << '\n' << std::flush;
}

}  // namespace oomscan::terminal
