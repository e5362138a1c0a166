// Selection of namespaces by pattern: 1,000 names.
#include <string>
#include <vector>

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include "scan/namespace_filter.hpp"

namespace oomscan::scan {
namespace {

void SelectNamespaces(benchmark::State& state) {
  const Result<NamespaceFilter> filter =
      NamespaceFilter::compile({"tenant", "^clusters-[0-9a-f]{8}"}, {"^openshift-", "-(tmp|test)$"});
  std::vector<std::string> names;
  for (int i = 0; i < 1000; ++i) {
    names.push_back(fmt::format("{}-{:08x}", i % 3 == 0 ? "openshift" : i % 3 == 1 ? "clusters" : "tenant", i * 7919));
  }
  for (auto _ : state) {
    std::size_t selected = 0;
    for (const std::string& name : names) selected += filter->selects(name) ? 1 : 0;
    benchmark::DoNotOptimize(selected);
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(names.size()) * static_cast<std::int64_t>(state.iterations()));
}
BENCHMARK(SelectNamespaces)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace oomscan::scan
