// Character classes of ASCII, whatever the locale. Bytes above 0x7f are in none.
#pragma once

#include <string_view>

namespace oomscan::redact {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
constexpr bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
constexpr bool is_letter(char c) { return is_lower(c) || is_upper(c); }
constexpr bool is_alnum(char c) { return is_letter(c) || is_digit(c); }
constexpr bool is_blank(char c) { return c == ' ' || c == '\t'; }
constexpr bool is_line_end(char c) { return c == '\n' || c == '\r'; }
constexpr bool is_gap(char c) { return is_blank(c) || is_line_end(c) || c == '\0'; }
constexpr bool is_quote(char c) { return c == '"' || c == '\'' || c == '`'; }
constexpr bool is_key(char c) { return is_alnum(c) || c == '_' || c == '-' || c == '.'; }
constexpr bool is_base64(char c) { return is_alnum(c) || c == '+' || c == '/' || c == '='; }
constexpr bool is_base64_url(char c) { return is_alnum(c) || c == '-' || c == '_'; }
constexpr char lower(char c) { return is_upper(c) ? static_cast<char>(c | 0x20) : c; }

// `word` is in lower case.
constexpr bool equals_folded(std::string_view text, std::string_view word) {
  if (text.size() != word.size()) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (lower(text[i]) != word[i]) return false;
  }
  return true;
}

// Whether `word` stands in `text` at `pos`, in any case.
constexpr bool stands_at(std::string_view text, std::size_t pos, std::string_view word) {
  return pos <= text.size() && equals_folded(text.substr(pos, word.size()), word);
}

}  // namespace oomscan::redact
