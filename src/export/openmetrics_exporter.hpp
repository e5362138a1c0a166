// oom_results.prom: numbers of one run for node_exporter's textfile collector, in a text that is OpenMetrics and
// Prometheus' own format at once: gauges only, no timestamps, `# EOF` last.
//
// Invariants: no two samples have the same labels, whatever names a cluster gives its things; a sum over namespaces is
// right whatever is folded; a cluster that was not seen has a sample that says so. Cardinality is bounded by
// kNamespacesMax, by the clusters of the run, and by the types, states, subjects and reasons that there are.
#pragma once

#include <cstddef>
#include <string_view>

#include "oomscan/ports/exporter.hpp"

namespace oomscan::exports {

// Namespaces of all clusters that have samples of their own: those with the most that fails now. The rest is summed up
// by cluster under a name that no namespace has, and counted.
inline constexpr std::size_t kNamespacesMax = 2'000;
inline constexpr std::string_view kOtherNamespaces = "_other";
// Bytes of one label's value.
inline constexpr std::size_t kLabelBytesMax = 256;

class OpenmetricsExporter : public Exporter {
 public:
  [[nodiscard]] std::string_view id() const override { return "openmetrics"; }
  [[nodiscard]] std::string_view file_name() const override { return "oom_results.prom"; }
  // node_exporter reads each *.prom of its folder, and refuses them all where a sample stands twice.
  [[nodiscard]] bool may_be_kept_aside() const override { return false; }
  void write(const ScanReport& report, std::ostream& out) const override;
};

}  // namespace oomscan::exports
