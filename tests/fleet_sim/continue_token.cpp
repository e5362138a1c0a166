#include "fleet_sim/continue_token.hpp"

#include <nlohmann/json.hpp>

namespace oomscan::fleet_sim {
namespace {

constexpr std::string_view kStandard = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view kUrl = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

std::string encode_with(std::string_view alphabet, std::string_view bytes) {
  std::string text;
  unsigned buffer = 0;
  int bits = 0;
  for (const char c : bytes) {
    buffer = (buffer << 8) | static_cast<unsigned char>(c);
    for (bits += 8; bits >= 6; bits -= 6) text += alphabet[(buffer >> (bits - 6)) & 63U];
  }
  if (bits > 0) text += alphabet[(buffer << (6 - bits)) & 63U];
  return text;
}

}  // namespace

std::string base64url(std::string_view bytes) { return encode_with(kUrl, bytes); }

std::string base64(std::string_view bytes) {
  std::string text = encode_with(kStandard, bytes);
  while (text.size() % 4 != 0) text += '=';
  return text;
}

std::optional<std::string> from_base64url(std::string_view text) {
  std::string bytes;
  unsigned buffer = 0;
  int bits = 0;
  for (const char c : text) {
    const std::size_t digit = kUrl.find(c);
    if (digit == std::string_view::npos) return std::nullopt;
    buffer = (buffer << 6) | static_cast<unsigned>(digit);
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes += static_cast<char>((buffer >> bits) & 255U);
    }
  }
  return bytes;
}

std::string encode(const ContinueToken& token) {
  const nlohmann::ordered_json json = {
      {"v", "meta.k8s.io/v1"}, {"rv", std::stoll(token.resource_version)}, {"start", token.start}};
  return base64url(json.dump());
}

std::optional<ContinueToken> decode(std::string_view text, std::string& why) {
  const std::optional<std::string> bytes = from_base64url(text);
  const auto json = nlohmann::json::parse(bytes.value_or(""), nullptr, false);
  if (!bytes || !json.is_object() || !json.contains("start") || !json["start"].is_string() || !json.contains("rv") ||
      !json["rv"].is_number_integer() || json["start"].get<std::string>().empty()) {
    why = "continue key is not valid: invalid character 'i' looking for beginning of value";
    return std::nullopt;
  }
  ContinueToken token{std::to_string(json["rv"].get<long long>()), json["start"].get<std::string>()};
  // The one in a 410 answer comes without it.
  if (!token.start.starts_with('/')) token.start.insert(0, "/");
  return token;
}

}  // namespace oomscan::fleet_sim
