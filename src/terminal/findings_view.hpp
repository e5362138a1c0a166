// Findings of a cluster as namespaces, pods, containers and aligned rows.
// Invariant: no name and no path is cut; a row that is too wide for the terminal takes two lines.
#pragma once

#include <array>
#include <cstddef>
#include <ostream>
#include <string>
#include <vector>

#include "oomscan/model/report.hpp"
#include "terminal/finding_groups.hpp"
#include "terminal/style.hpp"

namespace oomscan::terminal {

class FindingsView {
 public:
  // Columns are as wide as all findings of the report need, so that they line up over all clusters. `report` must
  // outlive the view.
  FindingsView(const ScanReport& report, const TerminalStyle& style);

  // `findings`: of one cluster, in the report's order.
  void render(const FindingPointers& findings, std::ostream& out) const;

 private:
  enum Column { kType, kWhen, kState, kDetail, kConfidence, kColumns };
  using Row = std::array<std::string, kColumns>;

  [[nodiscard]] Row row_of(const Finding& finding, const FindingPointers& of_container) const;
  void render_pod(const PodGroup& pod, std::ostream& out) const;
  void render_subject(const Finding& finding, bool with_workload, std::ostream& out) const;
  void render_row(const Row& row, const Finding& finding, std::ostream& out) const;

  const ScanReport& report_;
  TerminalStyle style_;
  std::array<std::size_t, kColumns> widths_{};
  std::size_t subject_width_ = 0;
  bool one_line_rows_ = true;
};

}  // namespace oomscan::terminal
