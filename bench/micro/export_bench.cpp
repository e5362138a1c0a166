// Writing of a report with 10,000 findings.
#include <sstream>
#include <string>

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include "export/catalog.hpp"
#include "fakes/sample_reports.hpp"

namespace oomscan::exports {
namespace {

constexpr std::size_t kFindings = 10'000;

void write_report(benchmark::State& state, const Exporter& exporter) {
  ScanReport report = fakes::realistic_report();
  const std::vector<Finding> some = report.findings;
  while (report.findings.size() < kFindings) report.findings.push_back(some[report.findings.size() % some.size()]);
  std::int64_t bytes = 0;
  for (auto _ : state) {
    std::ostringstream out;
    exporter.write(report, out);
    bytes += static_cast<std::int64_t>(out.tellp());
  }
  state.SetBytesProcessed(bytes);
  state.SetItemsProcessed(static_cast<std::int64_t>(kFindings) * static_cast<std::int64_t>(state.iterations()));
}
BENCHMARK_CAPTURE(write_report, Csv, *find_exporter("csv"))->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(write_report, Json, *find_exporter("json"))->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace oomscan::exports
