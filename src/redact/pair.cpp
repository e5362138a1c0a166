#include "redact/pair.hpp"

#include <optional>

#include "redact/character.hpp"
#include "redact/key_place.hpp"
#include "redact/key_words.hpp"
#include "redact/value_shape.hpp"
#include "redact/value_span.hpp"

namespace oomscan::redact {
namespace {

constexpr std::size_t kLineMax = std::size_t{64} << 10;

// After the value only a sign or the next pair, no further words of a sentence.
bool is_last_word(std::string_view text, std::size_t end) {
  const std::size_t pos = skip_blanks(text, end);
  if (pos >= text.size() || is_gap(text[pos])) return true;
  if (std::string_view(",;)]}|#&\"'`\\<>(").find(text[pos]) != std::string_view::npos) return true;
  std::size_t word = pos;
  while (word < text.size() && word - pos < 48 && is_key(text[word])) ++word;
  if (word == pos || word >= text.size()) return false;
  return text[word] == '=' || (text[word] == ':' && word + 1 < text.size() && !is_gap(text[word + 1]));
}

// "<set to the key 'x' in secret 'y'>  Optional: true"
bool is_reference(std::string_view text, std::size_t begin) {
  if (text[begin] != '<') return false;
  const std::string_view line = text.substr(begin, line_end(text, begin, kValueLookMax) - begin);
  const std::size_t close = line.find('>');
  return close != std::string_view::npos && (close + 1 == line.size() || !is_alnum(line[close + 1])) &&
         (close + 1 == line.size() || line[close + 1] != '-');
}

// What stands after the colon of a sentence is mostly not the thing that the word before it names.
bool is_secret_in_sentence(const KeyMeaning& meaning, std::string_view value, bool last_word) {
  if (is_prose(value)) return false;
  if (meaning.kind == Kind::password) return last_word || (is_uncommon(value) && value.back() != ':');
  return is_random(value) || (last_word && is_uncommon(value) && !is_object_name(value) && value.size() >= 6 &&
                              value.find('(') == std::string_view::npos && value.back() != ':');
}

// "password reset for 5" and "password 'x' ..." of SQL: only a literal, or one odd word that ends its line.
bool is_bare_secret(std::string_view text, const ValueSpan& span, std::string_view value) {
  if (is_prose(value) || is_place(value)) return false;
  if (span.quoted) return value.size() >= 4 && value.find(' ') == std::string_view::npos;
  return is_uncommon(value) && value.find('(') == std::string_view::npos && value.back() != ':' &&
         value.back() != ')' && is_last_word(text, span.end);
}

bool is_secret(const KeyPlace& key, std::string_view text, const ValueSpan& span) {
  const KeyMeaning& meaning = key.meaning;
  if (span.marked) return false;
  if (!span.whole) return true;  // no word, name or number is that long
  const std::string_view value = text.substr(span.begin, span.end - span.begin);
  const bool is_password = meaning.kind == Kind::password;
  if (is_placeholder(value) || marker_length(text, span.begin) > 0) return false;
  if (is_reference(text, span.begin)) return false;
  if (meaning.kind == Kind::connection_string) return !is_prose(value);
  if (meaning.kind == Kind::cookie) return key.separator == Separator::colon && value.find('=') != value.npos;
  if (meaning.pwd && (value[0] == '/' || value[0] == '.' || value[0] == '$' || value.find(":\\") == 1)) return false;
  if (is_code(value)) return false;
  if (key.separator == Separator::bare) return is_bare_secret(text, span, value);
  if (is_place(value) || (value.starts_with("$(") && value.find(')') != value.npos)) return false;
  if ((!is_password || meaning.vague) && (is_small_number(value) || is_image_tag(value))) return false;
  if (meaning.names && is_object_name(value)) return false;
  if (span.quoted) {
    const bool in_sentence = key.separator == Separator::colon && !key.quoted && !key.first_on_line && meaning.vague;
    return in_sentence ? is_random(value) : !is_prose(value);
  }
  if (key.separator == Separator::colon) {
    if (key.in_environment) return true;
    if (is_password && meaning.vague) return is_uncommon(value);  // "first pass: done"
    if (key.tight && !is_password && (key.after_slash || !is_uncommon(value))) return false;
    if (key.tight && is_password && key.after_slash) return false;
    const bool last_word = is_last_word(text, span.end);
    if (key.first_on_line && (!meaning.vague || last_word)) return !is_prose(value);
    if (!meaning.vague && !is_password && last_word) return !is_prose(value);
    return is_secret_in_sentence(meaning, value, last_word);
  }
  if (key.after_slash && meaning.vague) return is_random(value);  // a label or taint: "team/secret=yes:NoSchedule"
  if (key.separator == Separator::blank || key.separator == Separator::next_line) {
    return is_password ? !is_prose(value) : is_random(value);
  }
  return !is_prose(value);
}

// A value of several words: a passphrase in describe or YAML, a header, a connection string.
std::size_t end_of(const KeyPlace& key, std::string_view text, const ValueSpan& span) {
  const ValueSpan full = span.whole ? span : value_at(text, key.value, text.size());
  if (full.quoted && key.in_list) {
    // The whole list: ["x", "y"]
    const std::string_view rest = text.substr(full.end, kValueLookMax);
    const std::size_t close = rest.find_first_of("]{\n");
    if (close != std::string_view::npos && rest[close] == ']' && close > 0 && is_quote(rest[close - 1])) {
      return full.end + close - 1;
    }
  }
  if (full.quoted) return full.end;
  const bool rest_of_line = key.in_environment || key.meaning.kind == Kind::connection_string ||
                            key.meaning.kind == Kind::cookie ||
                            (key.separator == Separator::colon && key.meaning.kind == Kind::password &&
                             key.first_on_line && full.end < text.size() && is_blank(text[full.end]));
  if (!rest_of_line || key.in_string) return full.end;
  std::size_t end = line_end(text, full.end, kLineMax);
  if (!key.in_environment) {
    // A remark of YAML is none of the value.
    const std::size_t remark = text.substr(full.end, end - full.end).find(" #");
    if (remark != std::string_view::npos) end = full.end + remark;
  }
  while (end > full.end && is_blank(text[end - 1])) --end;
  return end;
}

// `password: |` and its deeper lines. Returns where they end.
std::optional<std::size_t> block_end(std::string_view text, const KeyPlace& key) {
  if (!key.first_on_line || key.separator != Separator::colon) return std::nullopt;
  if (text[key.value] != '|' && text[key.value] != '>') return std::nullopt;
  std::size_t end = key.value + 1;
  if (end < text.size() && (text[end] == '-' || text[end] == '+')) ++end;
  if (end >= text.size() || text[end] != '\n') return std::nullopt;
  const std::size_t head = end;
  for (std::size_t pos = end; pos < text.size() && text[pos] == '\n' && pos - head < kLineMax;) {
    const std::size_t first = skip_blanks(text, pos + 1);
    if (first - pos - 1 <= key.indent || first >= text.size()) break;
    if (text.substr(first).starts_with("-----BEGIN ") || marker_length(text, first) > 0) return std::nullopt;
    pos = line_end(text, first, kLineMax);
    end = pos;
  }
  return end > head ? std::optional(end) : std::nullopt;
}

}  // namespace

std::size_t match_sql_identified(Scene& scene, std::size_t at) {
  const std::string_view text = scene.text;
  constexpr std::string_view kIdentified = "identified ";
  if (!stands_at(text, at, kIdentified)) return at + 1;
  std::size_t pos = skip_blanks(text, at + kIdentified.size());
  constexpr std::string_view kWith = "with ";
  if (stands_at(text, pos, kWith)) {
    pos = skip_blanks(text, pos + kWith.size());
    while (pos < text.size() && (is_key(text[pos]) || is_quote(text[pos]))) ++pos;
    pos = skip_blanks(text, pos);
  }
  const bool by = stands_at(text, pos, "by ");
  if (!by && !stands_at(text, pos, "as ")) return at + 1;
  pos = skip_blanks(text, pos + 3);
  constexpr std::string_view kPassword = "password ";  // a hash, in MySQL 5
  if (stands_at(text, pos, kPassword)) pos = skip_blanks(text, pos + kPassword.size());
  if (!quote_at(text, pos)) return at + 1;
  const ValueSpan span = value_at(text, pos, kValueLookMax);
  const std::string_view value = text.substr(span.begin, span.end - span.begin);
  if (is_placeholder(value) || marker_length(text, span.begin) > 0) return at + 1;
  return scene.add(span.begin, span.whole ? span.end : value_at(text, pos, text.size()).end, Kind::password);
}

std::size_t match_pair(Scene& scene, std::size_t at) {
  const std::string_view text = scene.text;
  const auto key = find_key(scene, at);
  if (!key) return at + 1;
  if (const auto end = block_end(text, *key)) {
    return scene.add(skip_blanks(text, text.find('\n', key->value) + 1), *end, key->meaning.kind);
  }
  ValueSpan span = value_at(text, key->value, kValueLookMax);
  if (key->encoded) {
    // As far as an address goes; the next thing in it begins with "%26".
    span = {key->value, key->value};
    while (span.end < text.size() && (is_base64_url(text[span.end]) || text[span.end] == '.')) ++span.end;
  }
  if (span.begin == span.end) return at + 1;
  if (!is_secret(*key, text, span)) return at + 1;
  return scene.add(span.begin, end_of(*key, text, span), key->meaning.kind);
}

}  // namespace oomscan::redact
