#include "prometheus/answer_decoder.hpp"

#include <charconv>
#include <cmath>
#include <optional>
#include <utility>

#include <simdjson.h>

namespace oomscan::prometheus {
namespace {

using simdjson::dom::array;
using simdjson::dom::element;
using simdjson::dom::object;

// Prometheus marks what it says about the query itself, not about its data, by this beginning.
constexpr std::string_view kAboutTheQuery = "PromQL ";

Error not_an_answer(const char* why) {
  return {ErrorKind::bad_answer, std::string("not an answer of Prometheus: ") + why,
          "is this the address of a Prometheus? see --prometheus-url"};
}

std::optional<double> number(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// [ 1435781430.781, "1" ]: nullopt if it is not that. A value that is no finite number gives NaN.
std::optional<Point> point_of(const element& sample) {
  array pair;
  if (sample.get(pair) != simdjson::SUCCESS || pair.size() != 2) return std::nullopt;
  double time = 0;
  std::string_view text;
  if (pair.at(0).get(time) != simdjson::SUCCESS || pair.at(1).get(text) != simdjson::SUCCESS) return std::nullopt;
  constexpr double kTimeMax = 253'402'300'799.0;  // year 9999
  if (!(time >= 0 && time <= kTimeMax)) return std::nullopt;
  return Point{Timestamp{Seconds{static_cast<std::int64_t>(time)}}, number(text).value_or(std::nan(""))};
}

bool add_point(Sequence& sequence, const element& sample) {
  const std::optional<Point> point = point_of(sample);
  if (!point) return false;
  if (std::isfinite(point->value)) sequence.points.push_back(*point);
  return true;
}

bool add_sequence(PrometheusAnswer& answer, const element& item, bool matrix) {
  object fields;
  object metric;
  if (item.get(fields) != simdjson::SUCCESS || fields["metric"].get(metric) != simdjson::SUCCESS) return false;
  Sequence sequence;
  for (const auto& [name, value] : metric) {
    std::string_view text;
    if (value.get(text) != simdjson::SUCCESS) return false;
    sequence.labels.emplace(std::string(name), std::string(text));
  }
  if (matrix) {
    array values;
    if (fields["values"].get(values) != simdjson::SUCCESS) return false;
    for (const element sample : values) {
      if (!add_point(sequence, sample)) return false;
    }
  } else {
    element sample;
    if (fields["value"].get(sample) != simdjson::SUCCESS || !add_point(sequence, sample)) return false;
  }
  answer.sequences.push_back(std::move(sequence));
  return true;
}

}  // namespace

const std::string& Sequence::label(std::string_view name) const {
  static const std::string kNone;
  const auto found = labels.find(name);
  return found == labels.end() ? kNone : found->second;
}

Result<PrometheusAnswer> decode_answer(std::string_view body) {
  simdjson::dom::parser parser;
  element root;
  if (parser.parse(body.data(), body.size()).get(root) != simdjson::SUCCESS) return not_an_answer("no JSON");
  std::string_view status;
  if (root["status"].get(status) != simdjson::SUCCESS || status != "success") return not_an_answer("no success");
  std::string_view type;
  element result;
  if (root["data"]["resultType"].get(type) != simdjson::SUCCESS ||
      root["data"]["result"].get(result) != simdjson::SUCCESS) {
    return not_an_answer("no result");
  }
  PrometheusAnswer answer;
  if (type == "scalar") {
    Sequence scalar;
    if (!add_point(scalar, result)) return not_an_answer("a scalar that is none");
    answer.sequences.push_back(std::move(scalar));
  } else if (type == "matrix" || type == "vector") {
    array items;
    if (result.get(items) != simdjson::SUCCESS) return not_an_answer("a result that is no list");
    for (const element item : items) {
      if (!add_sequence(answer, item, type == "matrix")) return not_an_answer("a series that is none");
    }
  } else {
    return not_an_answer("a result of another type");
  }
  array warnings;
  if (root["warnings"].get(warnings) == simdjson::SUCCESS) {
    for (const element warning : warnings) {
      std::string_view text;
      if (warning.get(text) == simdjson::SUCCESS && !text.starts_with(kAboutTheQuery))
        answer.warnings.emplace_back(text);
    }
  }
  return answer;
}

}  // namespace oomscan::prometheus
