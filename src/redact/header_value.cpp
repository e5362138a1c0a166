#include "redact/header_value.hpp"

#include <algorithm>
#include <array>

#include "redact/character.hpp"
#include "redact/value_shape.hpp"
#include "redact/value_span.hpp"

namespace oomscan::redact {
namespace {

constexpr std::size_t kDecodeMax = 256;  // of base64: a user's name and a password are shorter

constexpr std::array<std::string_view, 12> kSchemes = {"bearer", "basic",   "digest", "negotiate",        "token",
                                                       "apikey", "api-key", "ntlm",   "aws4-hmac-sha256", "hawk",
                                                       "oauth",  "splunk"};
// Those whose value is a list, to the end of the header.
constexpr std::array<std::string_view, 4> kListSchemes = {"digest", "aws4-hmac-sha256", "hawk", "oauth"};

template <std::size_t N>
bool one_of(std::string_view word, const std::array<std::string_view, N>& words) {
  return std::any_of(words.begin(), words.end(), [&](std::string_view known) { return equals_folded(word, known); });
}

constexpr bool is_token68(char c) { return is_base64(c) || c == '-' || c == '.' || c == '_' || c == '~'; }

std::size_t run_end(std::string_view text, std::size_t pos, bool (*belongs)(char)) {
  while (pos < text.size() && belongs(text[pos])) ++pos;
  return pos;
}

bool word_begins(const Scene& scene, std::size_t at, std::string_view word) {
  const std::string_view text = scene.text;
  if (at < scene.floor() || !stands_at(text, at, word)) return false;
  if (at > scene.floor() && is_alnum(text[at - 1])) {
    // A line break that is written out.
    return at > 1 && text[at - 2] == '\\' && (text[at - 1] == 'n' || text[at - 1] == 't' || text[at - 1] == 'r');
  }
  return true;
}

// Past "Authorization: ", `"authorization":["` and the like.
std::size_t value_of_header(std::string_view text, std::size_t pos) {
  pos += quote_at(text, pos).length();
  pos = skip_blanks(text, pos);
  if (pos >= text.size() || (text[pos] != ':' && text[pos] != '=')) return std::string_view::npos;
  pos = skip_blanks(text, pos + 1);
  if (pos < text.size() && text[pos] == '[' && marker_length(text, pos) == 0) ++pos;
  pos += quote_at(text, pos).length();
  return skip_blanks(text, pos);
}

// Quotes stand in a list too, each after a '='; one that does not ends what the header stands in.
std::size_t list_end(std::string_view text, std::size_t pos) {
  constexpr std::size_t kListMax = 4096;
  const std::size_t limit = line_end(text, pos, kListMax);
  bool quoted = false;
  for (std::size_t end = pos; end < limit; ++end) {
    if (!is_quote(text[end])) continue;
    std::size_t before = end;
    while (before > pos && text[before - 1] == '\\') --before;
    if (!quoted && (before == pos || text[before - 1] != '=')) return before;
    quoted = !quoted;
  }
  return limit;
}

bool is_user_and_password(std::string_view base64) {
  const std::string decoded = decoded_base64(base64.substr(0, kDecodeMax));
  if (decoded.find(':') == std::string::npos) return false;
  return std::all_of(decoded.begin(), decoded.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x20; });
}

}  // namespace

std::size_t match_bearer(Scene& scene, std::size_t at) {
  const std::string_view text = scene.text;
  if (!word_begins(scene, at, "bearer")) return at + 1;
  std::size_t pos = at + std::string_view("bearer").size();
  if (text.substr(pos).starts_with("%20")) pos += 3;
  if (pos < text.size() && text[pos] == ':') ++pos;
  pos = skip_blanks(text, pos);
  if (pos == at + 6) return at + 1;
  const std::size_t end = run_end(text, pos, is_token68);
  const std::string_view value = text.substr(pos, std::min(end - pos, kValueLookMax));
  constexpr std::size_t kLong = 24;  // no English word
  // `Bearer realm="..."` is a question, not an answer.
  if (value.find('=') < value.size() && end < text.size() && text[end] == '"') return at + 1;
  const bool cut = end == text.size() && value.size() >= 4;
  if (!is_random(value) && value.size() < kLong && !cut) return at + 1;
  return scene.add(pos, end, Kind::bearer_token);
}

std::size_t match_basic(Scene& scene, std::size_t at) {
  const std::string_view text = scene.text;
  if (!word_begins(scene, at, "basic")) return at + 1;
  const std::size_t after = at + std::string_view("basic").size();
  const std::size_t pos = skip_blanks(text, after);
  if (pos == after) return at + 1;
  const std::size_t end = run_end(text, pos, is_base64);
  if (end - pos < 4 || !is_user_and_password(text.substr(pos, end - pos))) return at + 1;
  return scene.add(pos, end, Kind::basic_auth);
}

std::size_t match_authorization(Scene& scene, std::size_t at) {
  const std::string_view text = scene.text;
  constexpr std::string_view kHeader = "authorization";
  if (!stands_at(text, at, kHeader)) return at + 1;
  const std::size_t head = value_of_header(text, at + kHeader.size());
  if (head == std::string_view::npos || head >= text.size()) return at + 1;
  std::size_t word_end = head;
  while (word_end < text.size() && word_end - head < 24 && (is_alnum(text[word_end]) || text[word_end] == '-')) {
    ++word_end;
  }
  const std::string_view scheme = text.substr(head, word_end - head);
  const bool known = one_of(scheme, kSchemes);
  const std::size_t pos = known ? skip_blanks(text, word_end) : head;
  if (known && pos == word_end) return at + 1;
  if (marker_length(text, pos) > 0) return at + 1;
  if (known && one_of(scheme, kListSchemes)) {
    return scene.add(pos, list_end(text, pos), Kind::credential);
  }
  const ValueSpan span = value_at(text, pos, kValueLookMax);
  if (span.begin == span.end) return at + 1;
  const std::string_view value = text.substr(span.begin, span.end - span.begin);
  if (is_placeholder(value) || is_prose(value)) return at + 1;
  const bool sentence = !known || equals_folded(scheme, "token");
  if (sentence && !is_random(value)) return at + 1;
  if (known && !is_uncommon(value) && value.size() < 12) {
    // "authorization: bearer token missing"
    const std::size_t next = skip_blanks(text, span.end);
    if (equals_folded(value, "token") || (next > span.end && next < text.size() && is_letter(text[next])))
      return at + 1;
  }
  const std::size_t end = span.whole ? span.end : value_at(text, pos, text.size()).end;
  const Kind kind = equals_folded(scheme, "bearer")  ? Kind::bearer_token
                    : equals_folded(scheme, "basic") ? Kind::basic_auth
                                                     : Kind::credential;
  return scene.add(span.begin, end, kind);
}

std::size_t match_registry_auth(Scene& scene, std::size_t at) {
  const std::string_view text = scene.text;
  const Quote quote = quote_before(text, at, scene.floor());
  // Without quotes only as npm writes it: "_auth="
  const bool of_npm = at > scene.floor() && text[at - 1] == '_' && text.substr(at).starts_with("auth=");
  if (!(quote || of_npm) || !stands_at(text, at, "auth")) return at + 1;
  std::size_t pos = at + std::string_view("auth").size();
  if (!of_npm && quote_at(text, pos).sign != quote.sign) return at + 1;
  pos = value_of_header(text, pos);
  if (pos == std::string_view::npos) return at + 1;
  const std::size_t end = run_end(text, pos, is_base64);
  if (end - pos < 4 || !is_user_and_password(text.substr(pos, end - pos))) return at + 1;
  return scene.add(pos, end, Kind::basic_auth);
}

}  // namespace oomscan::redact
