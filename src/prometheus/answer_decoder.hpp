// Answers of the HTTP API v1, decoded (prometheus.io/docs/prometheus/latest/querying/api, "Expression query result
// formats"). Pure functions, safe from any thread; labels are foreign text.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "oomscan/model/result.hpp"
#include "oomscan/model/time.hpp"

namespace oomscan::prometheus {

struct Point {
  Timestamp time{};
  double value = 0;  // finite: NaN and infinities are left out
};

struct Sequence {
  std::map<std::string, std::string, std::less<>> labels;
  std::vector<Point> points;  // in the order of the answer

  // Empty if there is no such label.
  [[nodiscard]] const std::string& label(std::string_view name) const;
};

struct PrometheusAnswer {
  std::vector<Sequence> sequences;    // of a matrix or a vector; a scalar is one without labels
  std::vector<std::string> warnings;  // Thanos: parts that did not answer
};

// bad_answer: not a success of this API.
[[nodiscard]] Result<PrometheusAnswer> decode_answer(std::string_view body);

}  // namespace oomscan::prometheus
