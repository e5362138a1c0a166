#include "redact/value_span.hpp"

#include <algorithm>
#include <array>

#include "redact/character.hpp"
#include "redact/scene.hpp"

namespace oomscan::redact {
namespace {

constexpr std::size_t kBackslashesMax = 15;
constexpr std::size_t kNextKeyMax = 48;

// Position of the first byte of the closing quote.
ValueSpan quoted(std::string_view text, std::size_t begin, Quote open, std::size_t bytes_max) {
  const std::size_t limit = bytes_max < text.size() - begin ? begin + bytes_max : text.size();
  const std::size_t turn = 2 * (open.backslashes + 1);
  std::size_t backslashes = 0;
  for (std::size_t pos = begin; pos < limit; ++pos) {
    const char c = text[pos];
    if (c == '\\') {
      ++backslashes;
      continue;
    }
    // Escaping doubles backslashes: k before the opening quote, k more than a multiple of 2(k+1) before its partner.
    if (c == open.sign && backslashes % turn == open.backslashes) return {begin, pos - open.backslashes, true, true};
    // Fewer than at its opening: this quote closes the string that all of it stands in.
    if (c == open.sign && backslashes < open.backslashes) return {begin, pos - backslashes, true, true};
    if (is_line_end(c)) return {begin, pos, true, true};
    backslashes = 0;
  }
  return {begin, limit, true, limit == text.size()};
}

bool next_pair_at(std::string_view text, std::size_t pos) {
  pos = skip_blanks(text, pos);
  const std::size_t begin = pos;
  const std::size_t limit = std::min(text.size(), pos + kNextKeyMax);
  while (pos < limit && (is_key(text[pos]) || (text[pos] == ' ' && pos > begin))) ++pos;
  return pos > begin && pos < limit && (text[pos] == '=' || text[pos] == ':');
}

// Whether the value ends before the sign at `pos`.
bool ends_at(std::string_view text, std::size_t begin, std::size_t pos) {
  const auto last_or_before = [&](std::string_view signs) {
    return pos + 1 >= text.size() || is_gap(text[pos + 1]) || signs.find(text[pos + 1]) != std::string_view::npos;
  };
  switch (text[pos]) {
    case '"':
    case '`':
      return true;
    case '<':
      return pos + 1 < text.size() && text[pos + 1] == '/';
    case '\'':
      return last_or_before(",;)]}:.\"");
    case '\\': {
      // An escaped quote, or a line break that is written out.
      if (quote_at(text, pos)) return true;
      return pos + 1 < text.size() && (text[pos + 1] == 'n' || text[pos + 1] == 'r' || text[pos + 1] == 't') &&
             (pos + 2 >= text.size() || !is_lower(text[pos + 2]) || next_pair_at(text, pos + 2));
    }
    case ',':
    case ';':
    case '&':
    case '|':
      return last_or_before("\"'`") || next_pair_at(text, pos + 1);
    case ')':
    case ']':
    case '}': {
      const char open = text[pos] == ')' ? '(' : text[pos] == ']' ? '[' : '{';
      return last_or_before(",;:.)]}\"'\\") && text.substr(begin, pos - begin).find(open) == std::string_view::npos;
    }
    default:
      return false;
  }
}

ValueSpan unquoted(std::string_view text, std::size_t begin, std::size_t bytes_max) {
  const std::size_t limit = bytes_max < text.size() - begin ? begin + bytes_max : text.size();
  std::size_t closers_looked_at = 0;
  constexpr std::size_t kClosersMax = 16;  // each looks back over the value
  for (std::size_t pos = begin; pos < limit; ++pos) {
    const char c = text[pos];
    if (is_gap(c)) return {begin, pos, false, true};
    if (is_alnum(c)) continue;
    if ((c == ')' || c == ']' || c == '}') && ++closers_looked_at > kClosersMax) continue;
    if (marker_length(text, pos) > 0) return {begin, pos, false, true, true};
    if (ends_at(text, begin, pos)) return {begin, pos, false, true};
  }
  return {begin, limit, false, limit == text.size()};
}

// What languages put around a literal: the value is inside.
constexpr auto kWrappers = std::to_array<std::string_view>(
    {"Some(", "Just(", "Ok(", "Right(", "Secret(", "SecretStr(", "SecretString(", "Password(", "Masked(", "Optional(",
     "Optional[", "String(", "[]byte(", "]byte(", "bytes(", "&"});

// Past wrappers, and past what stands before a literal's quote: b"x", rb'x', @"x", $@"x", r#"x"#, L"x", N'x', """x""".
std::size_t literal_begin(std::string_view text, std::size_t pos) {
  constexpr int kWrappersMax = 3;
  for (int i = 0; i < kWrappersMax; ++i) {
    const std::string_view rest = text.substr(pos);
    const auto* const wrapper = std::find_if(kWrappers.begin(), kWrappers.end(),
                                             [&](std::string_view known) { return rest.starts_with(known); });
    if (wrapper == kWrappers.end() || pos + wrapper->size() >= text.size()) break;
    if (is_gap(text[pos + wrapper->size()])) break;
    pos += wrapper->size();
  }
  constexpr std::size_t kPrefixMax = 6;
  std::size_t quote = pos;
  while (quote < text.size() && quote - pos < kPrefixMax &&
         (std::string_view("bBrRuUfFLNn@$").find(text[quote]) != std::string_view::npos ||
          (text[quote] == '#' && quote > pos))) {
    ++quote;
  }
  if (const Quote open = quote_at(text, quote); quote > pos && open && (open.sign == '"' || open.sign == '\''))
    pos = quote;
  if (pos + 3 < text.size() && is_quote(text[pos]) && text[pos + 1] == text[pos] && text[pos + 2] == text[pos])
    pos += 2;
  return pos;
}

}  // namespace

Quote quote_at(std::string_view text, std::size_t pos) {
  std::size_t backslashes = 0;
  while (pos + backslashes < text.size() && text[pos + backslashes] == '\\' && backslashes <= kBackslashesMax) {
    ++backslashes;
  }
  if (pos + backslashes >= text.size() || !is_quote(text[pos + backslashes])) return {};
  return {backslashes, text[pos + backslashes]};
}

Quote quote_before(std::string_view text, std::size_t pos, std::size_t floor) {
  if (pos <= floor || !is_quote(text[pos - 1])) return {};
  Quote quote{0, text[pos - 1]};
  for (std::size_t at = pos - 1; at > floor && text[at - 1] == '\\' && quote.backslashes <= kBackslashesMax; --at) {
    ++quote.backslashes;
  }
  return quote;
}

ValueSpan value_at(std::string_view text, std::size_t pos, std::size_t bytes_max) {
  pos = literal_begin(text, pos);
  const Quote open = quote_at(text, pos);
  ValueSpan span = open ? quoted(text, pos + open.length(), open, bytes_max) : unquoted(text, pos, bytes_max);
  // PEM is judged by its own label: it may be a certificate.
  const std::size_t pem = text.substr(span.begin, span.end - span.begin).find("-----BEGIN");
  if (pem != std::string_view::npos) span = {span.begin, span.begin + pem, span.quoted, true};
  const std::size_t marked = find_marker(text.substr(span.begin, span.end - span.begin));
  if (marked != std::string_view::npos) span = {span.begin, span.begin + marked, span.quoted, true, true};
  return span;
}

std::size_t skip_blanks(std::string_view text, std::size_t pos) {
  constexpr std::size_t kBlanksMax = 256;  // wider columns do not occur
  const std::size_t limit = std::min(text.size(), pos + kBlanksMax);
  while (pos < limit && is_blank(text[pos])) ++pos;
  return pos;
}

std::size_t line_end(std::string_view text, std::size_t pos, std::size_t bytes_max) {
  const std::size_t newline = text.substr(pos, bytes_max).find('\n');
  std::size_t end = newline == std::string_view::npos ? pos + std::min(bytes_max, text.size() - pos) : pos + newline;
  while (end > pos && is_line_end(text[end - 1])) --end;
  return end;
}

}  // namespace oomscan::redact
