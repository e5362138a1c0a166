// Problems of a cluster as aligned rows: state, type, subject, times, reasons.
// Invariants: no name and no path is cut, and the line that names the subject names its state and type, too; a row that
// is too wide for the terminal takes two lines, in a narrow window three.
#pragma once

#include <array>
#include <cstddef>
#include <ostream>
#include <string>
#include <vector>

#include "oomscan/model/report.hpp"
#include "oomscan/overview/problems.hpp"
#include "terminal/style.hpp"

namespace oomscan::terminal {

// The problems of a report; with a style that shows details, each finding is one.
[[nodiscard]] std::vector<overview::Problem> shown_problems(const ScanReport& report, const TerminalStyle& style);

class FindingsView {
 public:
  // Columns are as wide as all `problems` need, so that they line up over all clusters.
  FindingsView(const std::vector<overview::Problem>& problems, const ScanReport& report, const TerminalStyle& style);

  // `problems`: of one cluster, in the order to print them.
  void render(const std::vector<const overview::Problem*>& problems, std::ostream& out) const;

 private:
  enum Column { kState, kType, kSubject, kWhen, kWhy, kColumns };
  using Row = std::array<std::string, kColumns>;
  enum class Shape { one_line, why_below, when_below };

  [[nodiscard]] Row row_of(const overview::Problem& problem) const;
  [[nodiscard]] std::size_t width_of(std::size_t columns) const;
  void render_row(const overview::Problem& problem, std::ostream& out) const;

  std::string range_;
  Timestamp now_;
  TerminalStyle style_;
  std::array<std::size_t, kColumns> widths_{};
  Shape shape_ = Shape::one_line;
};

}  // namespace oomscan::terminal
