// oom_results.json: everything that a scan found and did not see. docs/oom_results.schema.json describes it.
// The output is plain ASCII: nothing in it can act on a terminal that it is printed to.
#pragma once

#include "oomscan/ports/exporter.hpp"

namespace oomscan::exports {

class JsonExporter : public Exporter {
 public:
  [[nodiscard]] std::string_view id() const override { return "json"; }
  [[nodiscard]] std::string_view file_name() const override { return "oom_results.json"; }
  void write(const ScanReport& report, std::ostream& out) const override;
};

}  // namespace oomscan::exports
