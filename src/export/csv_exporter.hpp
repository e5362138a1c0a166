// oom_results.csv (RFC 4180): a header, a row for each finding, then rows for what was not seen. For spreadsheets and
// line-minded scripts (docs/adr/0023).
//
// Invariant: a cluster without any row was seen whole, through the whole range. Rows whose type is GAP tell of
// something that was asked for and not seen, rows whose type is SEEN of a cluster that was seen for less than the
// range, where nobody asked for one. No detector has such an id. Columns are only added, at the end.
#pragma once

#include "oomscan/ports/exporter.hpp"

namespace oomscan::exports {

// Rows that are no findings.
inline constexpr std::string_view kGapRow = "GAP";
inline constexpr std::string_view kSeenRow = "SEEN";
// Namespaces that one GAP row names; the rest stands in further rows.
inline constexpr std::size_t kNamespacesPerRowMax = 100;

class CsvExporter : public Exporter {
 public:
  [[nodiscard]] std::string_view id() const override { return "csv"; }
  [[nodiscard]] std::string_view file_name() const override { return "oom_results.csv"; }
  void write(const ScanReport& report, std::ostream& out) const override;
};

// The same for spreadsheets where the list separator is ';' (most of Europe): they take what a double click opens apart
// at each ';', and take it for UTF-8 only behind a byte order mark.
class SemicolonCsvExporter : public Exporter {
 public:
  [[nodiscard]] std::string_view id() const override { return "csv-semicolon"; }
  [[nodiscard]] std::string_view file_name() const override { return "oom_results.semicolon.csv"; }
  void write(const ScanReport& report, std::ostream& out) const override;
};

}  // namespace oomscan::exports
