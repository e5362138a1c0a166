// oom_results.junit.xml: the scan as a test run, for CI systems. A suite is a cluster, a test case is one type in one
// namespace: failed, passed, or skipped with the reason. The elements are those of Jenkins' xUnit schema, junit-10.xsd.
//
// Invariant: a test case passes only where all that could have told of a failure was read. A suite of the run itself
// stands first where the run was interrupted, or saw no cluster.
#pragma once

#include <cstddef>

#include "oomscan/ports/exporter.hpp"

namespace oomscan::exports {

// Findings that one test case names; the rest is counted.
inline constexpr std::size_t kFindingsPerTestCaseMax = 50;

class JunitExporter : public Exporter {
 public:
  [[nodiscard]] std::string_view id() const override { return "junit"; }
  [[nodiscard]] std::string_view file_name() const override { return "oom_results.junit.xml"; }
  void write(const ScanReport& report, std::ostream& out) const override;
};

}  // namespace oomscan::exports
