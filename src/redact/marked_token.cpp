#include "redact/marked_token.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "redact/character.hpp"
#include "redact/token_prefixes.hpp"

namespace oomscan::redact {
namespace {

std::size_t run_end(std::string_view text, std::size_t pos, bool (*belongs)(char)) {
  while (pos < text.size() && belongs(text[pos])) ++pos;
  return pos;
}

// Letters that are part of a written-out line break do not count, nor does what was just found.
bool begins_word(const Scene& scene, std::size_t at, bool (*belongs)(char)) {
  const std::string_view text = scene.text;
  if (at == scene.floor() || !belongs(text[at - 1])) return true;
  return at > 1 && text[at - 2] == '\\' && (text[at - 1] == 'n' || text[at - 1] == 't' || text[at - 1] == 'r');
}

constexpr bool is_prefixed(char c) { return is_base64_url(c) || c == '.'; }
constexpr bool is_crypt(char c) { return is_base64(c) || c == '.' || c == '$' || c == ',' || c == '-'; }
constexpr bool is_token_base64(char c) { return is_base64(c) || c == '-' || c == '_' || c == '.'; }
constexpr bool is_word(char c) { return is_alnum(c) || c == '_'; }
constexpr bool is_key_id(char c) { return is_upper(c) || is_digit(c); }
constexpr bool is_grouped(char c) { return is_key_id(c) || c == '-'; }

using Belongs = bool (*)(char);
Belongs belongs_to(TokenRest rest) {
  switch (rest) {
    case TokenRest::name:
      return is_prefixed;
    case TokenRest::base64:
      return is_token_base64;
    case TokenRest::crypt:
      return is_crypt;
    case TokenRest::upper:
      return is_key_id;
    case TokenRest::groups:
      return is_grouped;
  }
  return is_prefixed;
}

constexpr std::size_t kAwsIdBytes = 20;
constexpr std::size_t kAwsSecretBytes = 40;
constexpr std::size_t kBeside = 160;  // id and secret of one credentials file, CSV line or JSON object

bool is_aws_secret(std::string_view run) {
  if (run.size() != kAwsSecretBytes) return false;
  const auto any = [&](bool (*of)(char)) { return std::any_of(run.begin(), run.end(), of); };
  return any(is_upper) && any(is_lower) && any(is_digit);
}

// A run of exactly 40 base64 characters that begins in [begin, end).
std::optional<Found> aws_secret_in(std::string_view text, std::size_t begin, std::size_t end) {
  for (std::size_t pos = begin; pos < end;) {
    if (!is_base64(text[pos]) || text[pos] == '=') {
      ++pos;
      continue;
    }
    std::size_t stop = pos;
    while (stop < text.size() && stop - pos <= kBeside && is_base64(text[stop])) ++stop;
    if (is_aws_secret(text.substr(pos, stop - pos))) return Found{pos, stop, Kind::aws_secret_key};
    pos = std::max(stop, pos + 1);
  }
  return std::nullopt;
}

}  // namespace

std::size_t match_jwt(Scene& scene, std::size_t at) {
  const std::string_view text = scene.text;
  if (text.substr(at, 3) != "eyJ" || !begins_word(scene, at, is_base64_url)) return at + 1;
  constexpr std::size_t kHeaderMin = 10;
  std::size_t end = run_end(text, at, is_base64_url);
  const std::size_t header = end - at;
  std::size_t parts = 1;
  while (parts < 5 && end < text.size() && text[end] == '.') {
    const std::size_t next = run_end(text, end + 1, is_base64_url);
    if (next == end + 1 && parts > 1) break;  // a full stop, or a signature that is missing
    end = next;
    ++parts;
  }
  const bool cut = end == text.size();
  if (header < kHeaderMin || parts < 2) return at + 1;  // a header alone says nothing
  // "eyJ..." in front of ".html" or of another sentence is no token.
  if (parts == 2 && !cut && end - at < header + 8) return at + 1;
  return scene.add(at, end, Kind::jwt);
}

std::size_t match_prefixed_token(Scene& scene, std::size_t at) {
  const std::string_view text = scene.text;
  // Some anchors begin one sign before it.
  if (at < text.size() && !is_word(text[at]) && text[at] != '$') ++at;

  if (!begins_word(scene, at, is_word)) return at + 1;
  const std::string_view rest = text.substr(at);
  for (const TokenPrefix& prefix : kTokenPrefixes) {
    if (!rest.starts_with(prefix.text)) continue;
    const std::size_t begin = at + prefix.text.size();
    std::size_t end = run_end(text, begin, belongs_to(prefix.rest));
    while (end > begin && text[end - 1] == '.') --end;
    // What the text's end cuts may be the beginning of one.
    if (end - begin < prefix.rest_min && (end < text.size() || end - begin < 4)) continue;
    return scene.add(at, end, prefix.kind);
  }
  return at + 1;
}

std::size_t match_openai_key(Scene& scene, std::size_t at) {
  const std::string_view text = scene.text;
  constexpr std::string_view kMiddle = "T3BlbkFJ";  // "OpenAI" in base64, with 20 letters on either side
  constexpr std::size_t kHead = 23;
  if (text.substr(at, 3) != "sk-" || text.substr(at + kHead, kMiddle.size()) != kMiddle) return at + 1;
  if (!begins_word(scene, at, is_word) || run_end(text, at + 3, is_alnum) < at + kHead + kMiddle.size()) return at + 1;
  return scene.add(at, run_end(text, at + 3, is_alnum), Kind::api_key);
}

std::size_t match_terraform_token(Scene& scene, std::size_t at) {
  const std::string_view text = scene.text;
  constexpr std::string_view kMiddle = ".atlasv1.";
  constexpr std::size_t kHead = 14;
  constexpr std::size_t kRestMin = 40;
  if (text.substr(at + kHead, kMiddle.size()) != kMiddle || !begins_word(scene, at, is_word)) return at + 1;
  if (run_end(text, at, is_alnum) != at + kHead) return at + 1;
  const std::size_t rest = at + kHead + kMiddle.size();
  const std::size_t end = run_end(text, rest, is_base64_url);
  return end - rest < kRestMin ? at + 1 : scene.add(at, end, Kind::token);
}

std::size_t match_aws_key(Scene& scene, std::size_t at) {
  const std::string_view text = scene.text;
  const std::string_view rest = text.substr(at);
  if ((!rest.starts_with("AKIA") && !rest.starts_with("ASIA")) || !begins_word(scene, at, is_alnum)) return at + 1;
  const std::size_t end = run_end(text, at, is_key_id);
  const std::size_t length = end - at;
  if (length > kAwsIdBytes || (length < kAwsIdBytes && end < text.size()) || length < 8) return at + 1;
  if (end < text.size() && is_lower(text[end])) return at + 1;
  const std::size_t from = std::max(scene.floor(), at > kBeside ? at - kBeside : 0);
  if (const auto secret = aws_secret_in(text, from, at); secret && (from == 0 || secret->begin > from)) {
    scene.add(secret->begin, std::min(secret->end, at), secret->kind);
  }
  scene.add(at, end, Kind::aws_key_id);
  if (const auto secret = aws_secret_in(text, end, std::min(text.size(), end + kBeside))) {
    scene.add_ahead(*secret);
  }
  return end;
}

}  // namespace oomscan::redact
