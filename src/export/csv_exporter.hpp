// oom_results.csv (RFC 4180): a header, then one row per finding. For spreadsheets and line-minded scripts; what was
// not seen does not fit into rows and stands in the JSON.
#pragma once

#include "oomscan/ports/exporter.hpp"

namespace oomscan::exports {

class CsvExporter : public Exporter {
 public:
  [[nodiscard]] std::string_view id() const override { return "csv"; }
  [[nodiscard]] std::string_view file_name() const override { return "oom_results.csv"; }
  void write(const ScanReport& report, std::ostream& out) const override;
};

}  // namespace oomscan::exports
