#include "redact/key_place.hpp"

#include <algorithm>
#include <string_view>

#include "redact/character.hpp"
#include "redact/value_shape.hpp"
#include "redact/value_span.hpp"

namespace oomscan::redact {
namespace {

constexpr std::size_t kKeyHalfMax = 64;
constexpr std::size_t kIndentMax = 256;
constexpr std::size_t kEnvironmentIndent = 6;  // of `kubectl describe pod`
constexpr std::size_t kEnvironmentGap = 2;     // at least, between the columns of its tables

struct Word {
  std::size_t begin = 0;
  std::size_t end = 0;
  bool flag = false;  // began with '-'
};

std::optional<Word> word_around(const Scene& scene, std::size_t at) {
  const std::string_view text = scene.text;
  Word word{at, at, false};
  const std::size_t first = std::max(scene.floor(), at > kKeyHalfMax ? at - kKeyHalfMax : 0);
  while (word.begin > first && is_key(text[word.begin - 1])) --word.begin;
  if (word.begin > scene.floor() && is_key(text[word.begin - 1])) return std::nullopt;  // too long for a key
  const std::size_t last = std::min(text.size(), at + kKeyHalfMax);
  while (word.end < last && is_key(text[word.end])) ++word.end;
  // "\npassword=": the break is written out.
  if (word.begin > scene.floor() && text[word.begin - 1] == '\\' && word.begin < at &&
      (text[word.begin] == 'n' || text[word.begin] == 't' || text[word.begin] == 'r')) {
    ++word.begin;
  }
  while (word.begin < at && (text[word.begin] == '-' || text[word.begin] == '.')) {
    word.flag = word.flag || text[word.begin] == '-';
    ++word.begin;
  }
  if (word.begin >= word.end) return std::nullopt;
  return word;
}

void look_left(const Scene& scene, const Word& word, Quote quote, KeyPlace& key) {
  const std::string_view text = scene.text;
  std::size_t pos = word.begin - quote.length();
  const std::size_t limit = pos > kIndentMax ? pos - kIndentMax : 0;
  while (pos > limit && (is_blank(text[pos - 1]) || text[pos - 1] == '-')) --pos;
  key.first_on_line = pos == 0 || text[pos - 1] == '\n';
  key.indent = word.begin - quote.length() - pos;
}

// {"name":"DB_PASSWORD","value":"..."}, EnvVar{Name:DB_PASSWORD,Value:...}, - name: X / value: ...
std::optional<std::size_t> value_of_named(std::string_view text, const Word& word, Quote quote, std::size_t floor) {
  std::size_t before = word.begin - quote.length();
  while (before > floor && word.begin - before < 16 &&
         (is_blank(text[before - 1]) || text[before - 1] == ':' || (quote && text[before - 1] == '='))) {
    --before;
  }
  before -= quote_before(text, before, floor).length();
  // XML: <add key="DbPassword" value="..."/>, <property name="password" value="..."/>
  const auto stands_before = [&](std::string_view name) {
    return before >= floor + name.size() && stands_at(text, before - name.size(), name);
  };
  if (!stands_before("name") && !(quote && stands_before("key"))) return std::nullopt;
  std::size_t pos = word.end;
  if (quote) pos += quote_at(text, pos).length();
  if (pos < text.size() && text[pos] == ',') ++pos;
  if (pos < text.size() && text[pos] == '\n') ++pos;
  if (pos == word.end) return std::nullopt;
  pos = skip_blanks(text, pos);
  pos += quote_at(text, pos).length();
  constexpr std::string_view kValue = "value";
  if (!stands_at(text, pos, kValue)) return std::nullopt;
  pos += kValue.size();
  pos += quote_at(text, pos).length();
  pos = skip_blanks(text, pos);
  if (pos >= text.size() || (text[pos] != ':' && text[pos] != '=')) return std::nullopt;
  return skip_blanks(text, pos + 1);
}

// Whether an element of XML begins at its name: <password encoding="plain">, <wsse:Password Type="x">
bool opens_element(std::string_view text, std::size_t name) {
  constexpr std::size_t kSpaceMax = 24;
  std::size_t pos = name;
  if (pos > 0 && text[pos - 1] == ':') --pos;
  while (pos > 0 && pos < name && name - pos < kSpaceMax && is_alnum(text[pos - 1])) --pos;
  return pos > 0 && text[pos - 1] == '<';
}

// No sign stands between key and value: "PASSWORD 'x'", "password x", "password is x".
bool look_right_bare(std::string_view text, std::size_t pos, KeyPlace& key) {
  if (key.meaning.kind != Kind::password || key.meaning.vague || key.meaning.pwd || key.quoted || key.after_slash)
    return false;
  // Also ("password" . "x"), of Lisp.
  for (const std::string_view words : {"is ", "was generated: ", ". "}) {
    if (!stands_at(text, pos, words)) continue;
    pos = skip_blanks(text, pos + words.size());
    break;
  }
  key.separator = Separator::bare;
  key.value = pos;
  return pos < text.size() && !is_gap(text[pos]);
}

// PHP's var_dump: ["password"]=>, and below it: string(9) "x".
std::size_t value_of_dump(std::string_view text, std::size_t pos) {
  constexpr std::string_view kString = "string(";
  constexpr std::size_t kDigitsMax = 8;
  if (pos >= text.size() || text[pos] != '\n') return pos;
  const std::size_t type = skip_blanks(text, pos + 1);
  if (!stands_at(text, type, kString)) return pos;
  std::size_t end = type + kString.size();
  while (end < text.size() && end - type < kString.size() + kDigitsMax && is_digit(text[end])) ++end;
  if (end >= text.size() || text[end] != ')') return pos;
  const std::size_t value = skip_blanks(text, end + 1);
  return quote_at(text, value) ? value : pos;
}

// Sets separator and value; false: no value follows.
bool look_right(std::string_view text, const Word& word, KeyPlace& key) {
  const auto sign = [&](std::size_t at) { return at < text.size() ? text[at] : '\0'; };
  std::size_t pos = word.end;
  if (stands_at(text, pos, "%3d")) {
    key.separator = Separator::equals;
    key.value = pos + std::string_view("%3d").size();
    key.encoded = true;
    return key.value < text.size() && !is_gap(sign(key.value));
  }
  pos += quote_at(text, pos).length();
  if (sign(pos) == ']') ++pos;  // params[password]=
  if (sign(pos) == '>') {
    key.separator = Separator::equals;
    key.value = pos + 1;
    return opens_element(text, word.begin);
  }
  if (sign(pos) == ' ' && opens_element(text, word.begin)) {
    constexpr std::size_t kAttributesMax = 160;
    const std::string_view attributes = text.substr(pos, kAttributesMax);
    const std::size_t close = attributes.find_first_of("<>\n");
    if (close != std::string_view::npos && attributes[close] == '>' && attributes[close - 1] != '/') {
      key.separator = Separator::equals;
      key.value = pos + close + 1;
      return key.value < text.size() && !is_gap(sign(key.value)) && sign(key.value) != '<';
    }
  }
  // ["--password", "x"], ('password', 'x')
  const bool in_tuple = key.quoted && word.begin > 1 && text[word.begin - 2] == '(';
  if (sign(pos) == ',' && ((word.flag && pos > word.end) || in_tuple)) {
    const std::size_t next = skip_blanks(text, pos + 1);
    if (!quote_at(text, next)) return false;
    key.separator = Separator::blank;
    key.value = next;
    return sign(next + quote_at(text, next).length()) != '-';
  }
  const std::size_t tail = pos;
  pos = skip_blanks(text, pos);
  const bool spaced = pos > tail;
  if (sign(pos) == '=') {
    key.separator = Separator::equals;
    if (sign(pos + 1) == '=' || sign(pos + 1) == '~') return false;
    const bool arrow = sign(pos + 1) == '>';
    pos += arrow ? 2U : 1U;
    key.value = skip_blanks(text, pos);
    if (arrow && key.quoted) key.value = value_of_dump(text, key.value);
    // "password= user=x": an empty value.
    if (key.value > pos && !spaced) {
      std::size_t next = key.value;
      while (next < text.size() && next - key.value < 48 && is_key(text[next])) ++next;
      if (sign(next) == '=' || sign(next) == ':') return false;
    }
  } else if (sign(pos) == ':') {
    if (sign(pos + 1) == ':' || text.substr(pos).starts_with("://")) return false;
    const bool assigns = sign(pos + 1) == '=';
    key.separator = assigns ? Separator::equals : Separator::colon;
    pos += assigns ? 2U : 1U;
    key.value = skip_blanks(text, pos);
    key.tight = key.value == pos;
    // "password":\n  "x", of JSON
    if (key.quoted && sign(key.value) == '\n') {
      const std::size_t below = skip_blanks(text, key.value + 1);
      if (quote_at(text, below)) key.value = below;
    }
    const bool wide = key.value - pos >= kEnvironmentGap;
    key.in_environment = key.first_on_line && key.indent >= kEnvironmentIndent && wide && !key.quoted;
  } else if (word.flag && spaced) {
    key.separator = Separator::blank;
    key.value = pos;
    if (sign(pos) == '-') return false;
  } else if (word.flag && key.first_on_line && sign(tail) == '\n') {
    key.separator = Separator::next_line;
    key.value = skip_blanks(text, tail + 1);
    // The next argument stands below this one, two to its left being the next heading.
    if (sign(key.value) == '-' || key.value - tail - 1 + 2 != key.indent) return false;
  } else if (!word.flag && spaced) {
    return look_right_bare(text, pos, key);
  } else {
    return false;
  }
  if (sign(key.value) == '[' && marker_length(text, key.value) == 0) {  // map[password:[x]]
    ++key.value;
    key.in_list = key.quoted;
  }
  // Pwd={x;y}, of ODBC
  const bool braced = key.separator == Separator::equals && key.meaning.kind == Kind::password &&
                      sign(key.value) == '{' && is_alnum(sign(key.value + 1));
  if (braced) ++key.value;
  return key.value < text.size() && !is_gap(sign(key.value)) && sign(key.value) != '{' && sign(key.value) != '[';
}

}  // namespace

std::optional<KeyPlace> find_key(const Scene& scene, std::size_t at) {
  const std::string_view text = scene.text;
  const auto word = word_around(scene, at);
  if (!word) return std::nullopt;
  const auto meaning = meaning_of_key(text.substr(word->begin, word->end - word->begin));
  if (!meaning) return std::nullopt;
  KeyPlace key;
  key.meaning = *meaning;
  const char before = word->begin > 0 ? text[word->begin - 1] : '\n';
  if (meaning->in_query && before != '?' && before != '&') return std::nullopt;
  constexpr std::string_view kChecksum = "checksum/";
  if (word->begin >= kChecksum.size() && stands_at(text, word->begin - kChecksum.size(), kChecksum))
    return std::nullopt;
  const Quote quote = quote_before(text, word->begin, scene.floor());
  key.quoted = quote && quote_at(text, word->end).sign == quote.sign;
  key.in_string = quote && !key.quoted;
  key.after_slash = before == '/' || before == '@';
  look_left(scene, *word, quote, key);
  if (const auto value = value_of_named(text, *word, quote, scene.floor()); value && *value < text.size()) {
    key.value = *value;
    key.separator = Separator::equals;
    if (is_gap(text[key.value]) || text[key.value] == '{') return std::nullopt;
    return key;
  }
  if (!look_right(text, *word, key)) return std::nullopt;
  return key;
}

}  // namespace oomscan::redact
