// What a scan does right now, for the person who waits. A live display on a terminal, one plain line per start and end
// of a cluster elsewhere, nothing when quiet. Invariant: on a terminal, nothing of the display is left once it is
// finished, and no line of it is wrapped.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "oomscan/ports/clock.hpp"
#include "oomscan/ports/scan_observer.hpp"

namespace oomscan::terminal {

inline constexpr std::chrono::milliseconds kRedrawInterval{100};
inline constexpr std::size_t kClusterLinesMax = 10;

enum class ProgressMode { quiet, plain, live };

struct ProgressStyle {
  ProgressMode mode = ProgressMode::plain;
  bool color = false;
  std::function<int()> width;  // columns right now; asked before each drawing, as terminals are resized; may be empty
};

// Thread-safe. Draws only from within its calls: without news, `tick` keeps the times moving.
class ProgressDisplay : public ScanObserver {
 public:
  // `clock` and `err` must outlive it; `err` is written to by nobody else between `show` and `hide`.
  ProgressDisplay(ProgressStyle style, const Clock& clock, std::ostream& err);
  ~ProgressDisplay() override;
  ProgressDisplay(const ProgressDisplay&) = delete;
  ProgressDisplay& operator=(const ProgressDisplay&) = delete;

  void fleet_started(std::size_t clusters) override;
  void cluster_stage(const std::string& cluster, Stage stage) override;
  void cluster_started(const std::string& cluster) override;
  void cluster_progress(const std::string& cluster, const Progress& progress) override;
  void cluster_finished(const ClusterCoverage& coverage, const std::vector<Finding>& findings) override;

  // Takes the display off the screen until `show` is called as often, e.g. to print a line of the log.
  void hide();
  void show();

  // Redraws if it is time to. Cheap; for a timer, so that a display without news does not look dead.
  void tick();

  // Takes the display away for good. Idempotent; the destructor does it, too.
  void finish();

 private:
  struct Running {
    std::chrono::steady_clock::time_point since;
    Progress progress;
    std::optional<Stage> stage;
    bool started = false;  // false: it is connecting, or waits for others
  };

  // Those that are read before those that wait.
  [[nodiscard]] std::vector<std::pair<std::string, Running>> in_order() const;
  [[nodiscard]] std::size_t width() const;
  [[nodiscard]] std::vector<std::string> frame(std::size_t columns) const;
  [[nodiscard]] std::string to_frame_start(std::size_t columns) const;
  void redraw(bool now);
  void erase();
  void plain_line(const std::string& line);

  const ProgressStyle style_;
  const Clock& clock_;
  std::ostream& err_;

  std::mutex mutex_;
  std::map<std::string, Running> running_;
  std::size_t clusters_ = 0;
  std::size_t finished_ = 0;
  std::int64_t findings_ = 0;  // of finished clusters
  std::chrono::steady_clock::time_point started_;
  std::chrono::steady_clock::time_point drawn_at_;
  std::vector<std::size_t> drawn_;  // widths of the lines on the screen
  int hidden_ = 0;
  bool ended_ = false;
};

}  // namespace oomscan::terminal
