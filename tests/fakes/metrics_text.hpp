// A strict reader of Prometheus' text format as this program writes it: gauges, no timestamps. It throws at what the
// format does not allow, at a sample that stands twice, and at a metric whose samples do not stand together.
#pragma once

#include <map>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>

namespace oomscan::fakes {

using MetricLabels = std::map<std::string, std::string>;
using Metrics = std::map<std::string, std::map<MetricLabels, double>>;  // by name

inline Metrics read_metrics(std::string_view text) {
  const auto fail = [](std::string_view line, const char* why) {
    throw std::runtime_error(std::string(why) + ": " + std::string(line));
  };
  Metrics metrics;
  std::string current;
  bool ended = false;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos) fail(text, "a line without end");
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end + 1);
    if (ended) fail(line, "a line behind the end");
    if (line == "# EOF") {
      ended = true;
    } else if (line.starts_with("# HELP ")) {
      current = line.substr(7, line.find(' ', 7) - 7);
      if (!metrics.try_emplace(current).second) fail(line, "a metric twice");
    } else if (line.starts_with("# TYPE ")) {
      if (line != "# TYPE " + current + " gauge") fail(line, "another metric's type");
    } else {
      if (!line.starts_with(current)) fail(line, "another metric's sample");
      line.remove_prefix(current.size());
      MetricLabels labels;
      if (line.starts_with("{")) {
        line.remove_prefix(1);
        while (!line.starts_with("}")) {
          const std::size_t equals = line.find("=\"");
          if (equals == std::string_view::npos) fail(line, "no label");
          const std::string name(line.substr(0, equals));
          line.remove_prefix(equals + 2);
          std::string value;
          while (!line.empty() && line.front() != '"') {
            if (line.front() == '\\') {
              line.remove_prefix(1);
              if (!line.starts_with("\\") && !line.starts_with("\"") && !line.starts_with("n")) fail(line, "an escape");
            }
            if (line.empty()) fail(line, "no end of a value");
            value += line.front();
            line.remove_prefix(1);
          }
          if (line.empty()) fail(line, "no end of a value");
          line.remove_prefix(1);
          if (!labels.emplace(name, value).second) fail(line, "a label twice");
          if (line.starts_with(",")) line.remove_prefix(1);
        }
        line.remove_prefix(1);
      }
      if (!line.starts_with(" ")) fail(line, "no value");
      std::size_t used = 0;
      const std::string number(line.substr(1));
      const double value = std::stod(number, &used);
      if (used != number.size()) fail(line, "no number");
      if (!metrics[current].emplace(labels, value).second) fail(line, "a sample twice");
    }
  }
  if (!ended) throw std::runtime_error("no end");
  return metrics;
}

}  // namespace oomscan::fakes
