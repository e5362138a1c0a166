// Text of PromQL, put together safely: a foreign name stays one literal.
// Pure functions, safe from any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace oomscan::prometheus {

// As a double-quoted PromQL string (prometheus.io/docs/prometheus/latest/querying/basics, "String literals").
[[nodiscard]] std::string quoted(std::string_view text);

// `text` as an RE2 pattern that matches it and nothing else.
[[nodiscard]] std::string regex_escaped(std::string_view text);

// namespace="a" for one name, namespace=~"a|b" for several (Prometheus anchors patterns at both ends); empty for none.
[[nodiscard]] std::string namespace_matcher(const std::vector<std::string>& names);

}  // namespace oomscan::prometheus
