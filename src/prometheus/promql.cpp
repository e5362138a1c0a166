#include "prometheus/promql.hpp"

namespace oomscan::prometheus {

std::string quoted(std::string_view text) {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string result = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      result += '\\';
      result += c;
    } else if (byte < 0x20 || byte == 0x7f) {
      result += "\\x";
      result += kHex[byte >> 4U];
      result += kHex[byte & 0x0fU];
    } else {
      result += c;
    }
  }
  result += '"';
  return result;
}

std::string regex_escaped(std::string_view text) {
  constexpr std::string_view kSpecial = R"(\.+*?()|[]{}^$)";
  std::string result;
  for (const char c : text) {
    if (kSpecial.find(c) != std::string_view::npos) result += '\\';
    result += c;
  }
  return result;
}

std::string namespace_matcher(const std::vector<std::string>& names) {
  if (names.empty()) return {};
  if (names.size() == 1) return "namespace=" + quoted(names.front());
  std::string pattern;
  for (const std::string& name : names) {
    if (!pattern.empty()) pattern += '|';
    pattern += regex_escaped(name);
  }
  return "namespace=~" + quoted(pattern);
}

}  // namespace oomscan::prometheus
