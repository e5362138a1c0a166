#include "redact/formed_token.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

#include "redact/character.hpp"
#include "redact/value_shape.hpp"
#include "redact/value_span.hpp"

namespace oomscan::redact {
namespace {

constexpr std::size_t kHexKeyBytes = 32;

constexpr bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f'); }
constexpr bool is_word(char c) { return is_alnum(c) || c == '_'; }
constexpr bool is_azure(char c) { return is_base64_url(c) || c == '.' || c == '~'; }

std::size_t run_end(std::string_view text, std::size_t pos, bool (*belongs)(char)) {
  while (pos < text.size() && belongs(text[pos])) ++pos;
  return pos;
}

bool begins_word(const Scene& scene, std::size_t at) { return at == scene.floor() || !is_word(scene.text[at - 1]); }

bool is_hex_key(std::string_view text, std::size_t begin) {
  return begin + kHexKeyBytes <= text.size() && run_end(text, begin, is_hex) == begin + kHexKeyBytes;
}

// A word that stands alone on the first line at or after `pos` that is not empty.
std::optional<Found> lone_word_below(std::string_view text, std::size_t pos) {
  constexpr std::size_t kEmptyMax = 8;
  std::size_t begin = pos;
  while (begin < text.size() && begin - pos < kEmptyMax && is_gap(text[begin])) ++begin;
  const std::size_t end = line_end(text, begin, kValueLookMax);
  const std::string_view word = text.substr(begin, end - begin);
  if (begin == pos || word.empty() || std::any_of(word.begin(), word.end(), is_gap)) return std::nullopt;
  if (marker_length(text, begin) > 0 || is_placeholder(word)) return std::nullopt;
  return Found{begin, end, Kind::password};
}

}  // namespace

std::size_t match_azure_secret(Scene& scene, std::size_t at) {
  const std::string_view text = scene.text;
  constexpr std::size_t kHead = 6;  // "abc8Q~"
  constexpr std::size_t kRestMin = 31;
  constexpr std::size_t kRestMax = 40;
  if (at + kHead > text.size() || !begins_word(scene, at) || !is_digit(text[at + 3])) return at + 1;
  if (text.substr(at + 4, 2) != "Q~") return at + 1;
  const std::size_t end = run_end(text, at, is_azure);
  if (end < at + kHead + kRestMin || end > at + kHead + kRestMax) return at + 1;
  return scene.add(at, end, Kind::secret);
}

std::size_t match_mailgun_key(Scene& scene, std::size_t at) {
  const std::string_view text = scene.text;
  constexpr std::string_view kHead = "key-";
  if (!text.substr(at).starts_with(kHead) || !begins_word(scene, at)) return at + 1;
  const std::size_t end = at + kHead.size() + kHexKeyBytes;
  if (!is_hex_key(text, at + kHead.size()) || (end < text.size() && is_word(text[end]))) return at + 1;
  return scene.add(at, end, Kind::api_key);
}

std::size_t match_mailchimp_key(Scene& scene, std::size_t at) {
  const std::string_view text = scene.text;
  if (!begins_word(scene, at) || !is_hex_key(text, at)) return at + 1;
  const std::size_t place = at + kHexKeyBytes;
  if (!text.substr(place).starts_with("-us")) return at + 1;
  const std::size_t end = run_end(text, place + 3, is_digit);
  if (end == place + 3 || (end < text.size() && is_word(text[end]))) return at + 1;
  return scene.add(at, end, Kind::api_key);
}

std::size_t match_maxmind_key(Scene& scene, std::size_t at) {
  const std::string_view text = scene.text;
  constexpr std::string_view kTail = "_mmk";
  constexpr std::size_t kHead = 6;  // "abcdef_", 29 letters, "_mmk"
  constexpr std::size_t kBody = 36;
  const std::size_t end = at + kTail.size();
  if (!text.substr(at).starts_with(kTail) || (end < text.size() && is_word(text[end]))) return at + 1;
  if (at < scene.floor() + kBody) return at + 1;
  const std::size_t begin = at - kBody;
  if (!begins_word(scene, begin) || text[begin + kHead] != '_' || run_end(text, begin, is_word) != end) return at + 1;
  return scene.add(begin, end, Kind::secret);
}

std::size_t match_password_file(Scene& scene, std::size_t at) {
  const std::string_view text = scene.text;
  constexpr std::size_t kLineMax = 256;
  constexpr int kFields = 5;  // host:port:database:user:password
  const std::size_t limit = std::max(scene.floor(), at > kLineMax ? at - kLineMax : 0);
  std::size_t begin = at;
  while (begin > limit && !is_gap(text[begin - 1])) --begin;
  if (begin > 0 && !is_line_end(text[begin - 1])) return at + 1;
  // An address of IPv6 has colons, too; a host has a name.
  const std::size_t host = text[at] == ':' ? at : begin + 1;
  const std::string_view name = text.substr(begin, host - begin);
  if (name != "*" && name != "localhost" && name.find('.') == std::string_view::npos) return at + 1;
  if (name.find(':') != std::string_view::npos) return at + 1;
  const std::size_t end = line_end(text, begin, 2 * kLineMax);
  std::size_t field = begin;
  for (int i = 1; i < kFields; ++i) {
    const std::size_t colon = text.substr(0, end).find(':', field);
    if (colon == std::string_view::npos || colon == field) return at + 1;
    const std::string_view value = text.substr(field, colon - field);
    const bool port = value == "*" || std::all_of(value.begin(), value.end(), is_digit);
    if (i == 2 && !port) return at + 1;
    field = colon + 1;
  }
  const std::string_view password = text.substr(field, end - field);
  if (password.size() < 4 || std::any_of(password.begin(), password.end(), is_gap)) return at + 1;
  if (is_placeholder(password) || marker_length(text, field) > 0 || password == "*") return at + 1;
  return scene.add(field, end, Kind::password);
}

std::size_t match_json_web_key(Scene& scene, std::size_t at) {
  const std::string_view text = scene.text;
  constexpr std::size_t kLook = 1024;
  constexpr std::size_t kNumberMin = 16;
  constexpr std::size_t kNameMax = 5;  // "\"qi\":"
  const std::size_t name = text.substr(at, kNameMax).find(':');
  if (name == std::string_view::npos) return at + 1;
  const std::size_t quote = skip_blanks(text, at + name + 1);
  if (quote >= text.size() || text[quote] != '"') return at + 1;
  const std::size_t end = run_end(text, quote + 1, is_base64_url);
  if (end < quote + 1 + kNumberMin) return at + 1;
  // Its type stands in the same object.
  const std::size_t from = std::max(scene.floor(), at > kLook ? at - kLook : 0);
  const std::string_view before = text.substr(from, at - from);
  const std::size_t open = before.rfind('{');
  const std::string_view after = text.substr(end, kLook);
  const bool typed = (open != std::string_view::npos ? before.substr(open) : before).find("\"kty\"") != before.npos ||
                     after.substr(0, after.find('}')).find("\"kty\"") != after.npos;
  // What was found last may have taken the beginning of the object with it.
  return typed || (!scene.found.empty() && scene.found.back().kind == Kind::private_key && at - scene.floor() < 8)
             ? scene.add(quote + 1, end, Kind::private_key)
             : at + 1;
}

std::size_t match_putty_key(Scene& scene, std::size_t at) {
  const std::string_view text = scene.text;
  constexpr std::string_view kLines = "private-lines: ";
  constexpr std::string_view kMac = "private-mac: ";
  constexpr std::size_t kDigitsMax = 4;
  constexpr std::size_t kLineMax = 128;
  if (stands_at(text, at, kMac)) {
    const std::size_t begin = at + kMac.size();
    const std::size_t end = run_end(text, begin, is_hex);
    return end - begin < kHexKeyBytes ? at + 1 : scene.add(begin, end, Kind::private_key);
  }
  if (!stands_at(text, at, kLines)) return at + 1;
  const std::size_t begin = at + kLines.size();
  const std::size_t digits = run_end(text, begin, is_digit);
  if (digits == begin || digits - begin > kDigitsMax) return at + 1;
  const int count = std::stoi(std::string(text.substr(begin, digits - begin)));
  std::size_t first = digits;
  while (first < text.size() && is_line_end(text[first])) ++first;
  std::size_t end = first;
  for (int i = 0; i < count && end < text.size(); ++i) {
    const std::size_t line = i == 0 ? first : end + (text[end] == '\r' ? 2U : 1U);
    const std::size_t stop = line >= text.size() ? line : run_end(text, line, is_base64);
    if (stop <= line || stop - line > kLineMax) break;
    end = stop;
  }
  return end == first ? at + 1 : scene.add(first, end, Kind::private_key);
}

std::size_t match_first_password(Scene& scene, std::size_t at) {
  const std::string_view text = scene.text;
  constexpr std::string_view kWords = "following password";
  if (!stands_at(text, at, kWords)) return at + 1;
  const std::size_t end = line_end(text, at, kValueLookMax);
  if (end >= text.size() || text[end - 1] != ':') return at + 1;
  const auto found = lone_word_below(text, end);
  if (!found || !is_random(text.substr(found->begin, found->end - found->begin))) return at + 1;
  return scene.add(found->begin, found->end, found->kind);
}

std::size_t match_auth_plain(Scene& scene, std::size_t at) {
  const std::string_view text = scene.text;
  constexpr std::string_view kWords = "auth plain ";
  if (!stands_at(text, at, kWords)) return at + 1;
  const std::size_t begin = at + kWords.size();
  const std::size_t end = run_end(text, begin, is_base64);
  if (end - begin < 8) return at + 1;
  // Identity, user and password, with a zero byte between.
  const std::string decoded = decoded_base64(text.substr(begin, std::min(end - begin, kValueLookMax)));
  if (std::count(decoded.begin(), decoded.end(), '\0') != 2) return at + 1;
  return scene.add(begin, end, Kind::credential);
}

std::size_t match_form_field(Scene& scene, std::size_t at) {
  const std::string_view text = scene.text;
  constexpr std::string_view kType = "type=\"password\"";
  constexpr std::string_view kName = "name=\"password\"";
  constexpr std::string_view kValue = "value=\"";
  constexpr std::size_t kTagMax = 256;
  if (stands_at(text, at, kName)) {
    const auto found = lone_word_below(text, at + kName.size());
    // An empty line ends the head of a part.
    const std::string_view gap = found ? text.substr(at + kName.size(), found->begin - at - kName.size()) : "";
    if (std::count(gap.begin(), gap.end(), '\n') != 2) return at + 1;
    return scene.add(found->begin, found->end, found->kind);
  }
  if (!stands_at(text, at, kType)) return at + 1;
  const std::size_t least = std::max(scene.floor(), at > kTagMax ? at - kTagMax : 0);
  const std::size_t open = text.substr(least, at - least).rfind('<');
  const std::size_t from = open == std::string_view::npos ? at : least + open;
  const std::string_view rest = text.substr(from, 2 * kTagMax);
  const std::string_view tag = rest.substr(0, rest.find('>'));
  const std::size_t value = tag.find(kValue);
  if (value == std::string_view::npos) return at + 1;
  const std::size_t begin = from + value + kValue.size();
  const std::size_t length = text.substr(begin, kValueLookMax).find('"');
  if (length == std::string_view::npos || length == 0) return at + 1;
  const std::size_t end = begin + length;
  if (marker_length(text, begin) > 0 || is_placeholder(text.substr(begin, end - begin))) {
    return at + 1;
  }
  return std::max(scene.add(begin, end, Kind::password), at + 1);
}

}  // namespace oomscan::redact
