// oom_results.sarif: SARIF 2.1.0 (OASIS, errata 01), for what shows results of checkers. Rules are the types that were
// looked for, a result is a finding, its partial fingerprint `oomScan/v1` is ours; what was not seen stands among the
// notifications of the invocation, which was not successful then.
//
// A finding stands in no file: its logical location names the container, and because many viewers drop a result
// without a file, its physical location is a path made of the same names, relative and percent-encoded.
// The output is plain ASCII. Words from a cluster can make neither a placeholder nor a link of a message.
#pragma once

#include "oomscan/ports/exporter.hpp"

namespace oomscan::exports {

class SarifExporter : public Exporter {
 public:
  [[nodiscard]] std::string_view id() const override { return "sarif"; }
  [[nodiscard]] std::string_view file_name() const override { return "oom_results.sarif"; }
  void write(const ScanReport& report, std::ostream& out) const override;
};

}  // namespace oomscan::exports
