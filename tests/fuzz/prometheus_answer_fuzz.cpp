// Answers of Prometheus, and the facts that are made of them.
#include <algorithm>
#include <cmath>

#include <nlohmann/json.hpp>

#include "fuzz/fuzz_target.hpp"
#include "oomscan/model/text.hpp"
#include "prometheus/answer_decoder.hpp"
#include "prometheus/fact_collector.hpp"
#include "prometheus/query_frame.hpp"

using namespace oomscan;

namespace {

void expect_sound(const prometheus::PrometheusAnswer& answer) {
  for (const prometheus::Sequence& sequence : answer.sequences) {
    for (const auto& [name, value] : sequence.labels) {
      fuzz::expect(valid_utf8(name) == name && valid_utf8(value) == value, "labels are UTF-8");
    }
    for (const prometheus::Point& point : sequence.points) {
      fuzz::expect(std::isfinite(point.value), "a point has a finite value");
      fuzz::expect(point.time.time_since_epoch().count() >= 0, "a point is not before 1970");
      fuzz::expect(parse_rfc3339(format_rfc3339(point.time)) == point.time, "a time can be written and read");
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view body = fuzz::text_of(data, size);
  const auto answer = prometheus::decode_answer(body);
  if (!answer) {
    fuzz::expect(printable(answer.error().message) == answer.error().message, "an error is one printable line");
    return 0;
  }
  expect_sound(*answer);
  // The body of a corpus case's week.
  const TimeRange range{"7d", parse_rfc3339("2025-12-05T05:26:00Z").value(),
                        parse_rfc3339("2025-12-12T05:26:00Z").value()};
  const prometheus::QueryFrame frame = prometheus::fine_frame(range);
  const std::vector<std::string> namespaces{"default", "shop"};
  prometheus::FactCollector collector(range, {});
  prometheus::FactCollector twice(range, {});
  collector.add(*answer, frame, namespaces);
  twice.add(*answer, frame, namespaces);
  const auto facts = collector.observations();
  fuzz::expect(facts == twice.observations(), "the same answer gives the same facts");
  for (const MetricObservation& fact : facts) {
    fuzz::expect(!fact.pod.empty() && !fact.container.empty(), "a fact is about a container");
    fuzz::expect(std::binary_search(namespaces.begin(), namespaces.end(), fact.namespace_name),
                 "only what was asked for");
    fuzz::expect(fact.count >= 1 && fact.late_max.count() >= 0, "a fact happened");
    fuzz::expect(std::adjacent_find(fact.times.begin(), fact.times.end(), std::greater_equal<>{}) == fact.times.end(),
                 "times ascend, each once");
    for (const Timestamp time : fact.times) fuzz::expect(range.contains(time), "times lie in the range");
  }
  return 0;
}
