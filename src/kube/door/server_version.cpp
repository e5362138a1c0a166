#include "kube/door/server_version.hpp"

#include <charconv>
#include <optional>

#include <simdjson.h>

namespace oomscan::kube {
namespace {

std::optional<int> leading_number(std::string_view text) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const std::string_view behind(end, static_cast<std::size_t>(text.data() + text.size() - end));
  if (error != std::errc{} || number < 0 || !(behind.empty() || behind == "+")) return std::nullopt;
  return number;
}

}  // namespace

ServerVersion parse_server_version(std::string_view body) {
  simdjson::dom::parser parser;
  simdjson::dom::element answer;
  if (parser.parse(body.data(), body.size()).get(answer) != simdjson::SUCCESS) return {};
  std::string_view major_text;
  std::string_view minor_text;
  if (answer["major"].get(major_text) != simdjson::SUCCESS || answer["minor"].get(minor_text) != simdjson::SUCCESS) {
    return {};
  }
  const std::optional<int> major_number = leading_number(major_text);
  const std::optional<int> minor_number = leading_number(minor_text);
  if (!major_number || !minor_number) return {};
  return {*major_number, *minor_number};
}

}  // namespace oomscan::kube
