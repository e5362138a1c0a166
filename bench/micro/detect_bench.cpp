// Judging: the first look at every pod of a page, and the whole verdict about a failing one.
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include "detect/catalog.hpp"
#include "detect/catalog_judge.hpp"
#include "kube/list/list_decoder.hpp"
#include "recorded_pages.hpp"

namespace oomscan::detect {
namespace {

constexpr std::size_t kPods = 500;

std::vector<PodObservation> recorded_pods() {
  std::vector<PodObservation> pods;
  std::string page = bench::json_page("pods.json", kPods);
  const auto end = kube::make_json_pod_decoder()->decode(page, [&](PodObservation&& pod) { pods.push_back(pod); });
  return end ? pods : std::vector<PodObservation>{};
}

std::unique_ptr<Judge> judge_of_all_types() {
  std::vector<std::string> types;
  for (const DetectorInfo& detector : detectors()) types.emplace_back(detector.id);
  return make_judge(types);
}

void FirstLook(benchmark::State& state) {
  const std::vector<PodObservation> pods = recorded_pods();
  const auto judge = judge_of_all_types();
  for (auto _ : state) {
    for (const PodObservation& pod : pods) benchmark::DoNotOptimize(judge->may_matter(pod));
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(pods.size()) * static_cast<std::int64_t>(state.iterations()));
}

void WholeVerdict(benchmark::State& state) {
  const auto judge = judge_of_all_types();
  std::vector<PodEvidence> evidence;
  for (const PodObservation& pod : recorded_pods()) {
    evidence.push_back({pod.namespace_name, pod.name, pod.uid, Presence::listed, pod, {}});
  }
  const Timestamp now = *parse_rfc3339("2026-11-20T12:00:00Z");
  const JudgingFrame frame{now, {"7d", now - Seconds{7 * 86400}, now}};
  for (auto _ : state) {
    for (const PodEvidence& each : evidence) benchmark::DoNotOptimize(judge->judge(each, frame));
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(evidence.size()) * static_cast<std::int64_t>(state.iterations()));
}
BENCHMARK(FirstLook)->Unit(benchmark::kMicrosecond);
BENCHMARK(WholeVerdict)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace oomscan::detect
