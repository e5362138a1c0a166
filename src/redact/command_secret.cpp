#include "redact/command_secret.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>

#include "redact/character.hpp"
#include "redact/value_shape.hpp"
#include "redact/value_span.hpp"

namespace oomscan::redact {
namespace {

constexpr std::size_t kCommandMax = 512;

enum class Takes : std::uint8_t {
  next,      // -p X
  joined,    // -pX; alone it asks for it
  either,    // -p X or -pX
  user,      // -u app:X
  at_place,  // app/X@db, without an option
};

// `name`: with what must follow it; one that ends with a letter may go on (mysqldump, ldapsearch).
struct Tool {
  std::string_view name;
  char option = '\0';
  std::string_view long_option;  // takes what the short one takes; where its name says "password", pairs find it
  Takes takes = Takes::next;
};
constexpr auto kTools = std::to_array<Tool>({
    {"curl ", 'u', "--user", Takes::user},
    {"curl ", 'U', "--proxy-user", Takes::user},
    {"mysql", 'p', "", Takes::joined},
    {"mariadb", 'p', "", Takes::joined},
    {"sshpass ", 'p', "", Takes::either},
    {"docker login ", 'p', "", Takes::next},
    {"podman login ", 'p', "", Takes::next},
    {"redis-cli ", 'a', "--pass", Takes::next},
    {"ldap", 'w', "", Takes::next},
    {"mongosh ", 'p', "", Takes::next},
    {"sqlplus ", '\0', "", Takes::at_place},
});

// What documents write where the secret belongs.
bool stands_for_it(std::string_view value) {
  constexpr std::array<std::string_view, 7> kWords{"password", "passwd", "pass", "secret", "token", "pw", "mypassword"};
  const bool variable = value.size() > 1 && value[0] == '$' &&
                        std::all_of(value.begin() + 1, value.end(), [](char c) { return is_alnum(c) || c == '_'; });
  return variable || is_placeholder(value) ||
         std::any_of(kWords.begin(), kWords.end(), [&](std::string_view word) { return equals_folded(value, word); });
}

struct Range {
  std::size_t begin = 0;
  std::size_t end = 0;
};

// The word of a shell at `pos`, without its quotes.
Range word_at(std::string_view text, std::size_t pos, std::size_t limit) {
  const char quote = pos < limit && is_quote(text[pos]) ? text[pos] : '\0';
  if (quote != '\0') ++pos;
  std::size_t end = pos;
  while (end < limit && !is_line_end(text[end]) && (quote != '\0' ? text[end] != quote : !is_gap(text[end]))) {
    if (quote == '\0' && (is_quote(text[end]) || text[end] == '\\' || text[end] == ')')) break;
    ++end;
  }
  return {pos, end};
}

// Returns where to go on: `otherwise` if it is none.
std::size_t take(Scene& scene, Range value, std::size_t otherwise) {
  if (value.begin >= value.end || marker_length(scene.text, value.begin) > 0) return otherwise;
  if (stands_for_it(scene.text.substr(value.begin, value.end - value.begin))) return otherwise;
  return scene.add(value.begin, value.end, Kind::password);
}

std::size_t take_after(Scene& scene, Range word, std::string_view sign, std::size_t otherwise) {
  const std::size_t found = scene.text.substr(word.begin, word.end - word.begin).find(sign);
  if (found == std::string_view::npos) return otherwise;
  return take(scene, {word.begin + found + sign.size(), word.end}, otherwise);
}

// "app/X@db"
std::size_t take_between(Scene& scene, Range word, std::size_t otherwise) {
  const std::string_view text = scene.text.substr(word.begin, word.end - word.begin);
  const std::size_t slash = text.find('/');
  const std::size_t sign = text.rfind('@');
  if (slash == std::string_view::npos || sign == std::string_view::npos || slash == 0 || slash + 1 >= sign) {
    return otherwise;
  }
  return take(scene, {word.begin + slash + 1, word.begin + sign}, otherwise);
}

std::size_t match_tool(Scene& scene, std::size_t begin, const Tool& tool) {
  const std::string_view text = scene.text;
  const std::size_t limit = line_end(text, begin, kCommandMax);
  for (std::size_t pos = begin; pos < limit;) {
    pos = skip_blanks(text, pos);
    const Range word = word_at(text, pos, limit);
    if (pos >= limit || (word.end == pos && !is_quote(text[pos]))) return begin;
    const std::string_view said = text.substr(word.begin, word.end - word.begin);
    if (said == "|" || said == "&&" || said == ";" || said == "||") return begin;
    if (tool.takes == Takes::at_place && !said.starts_with('-')) return take_between(scene, word, begin);
    const bool is_short = tool.option != '\0' && said.size() >= 2 && said[0] == '-' && said[1] == tool.option;
    const bool is_long = !tool.long_option.empty() && said == tool.long_option;
    if (is_long || (is_short && said.size() == 2 && tool.takes != Takes::joined)) {
      const std::size_t after = skip_blanks(text, word.end);
      // -p'X'
      const Range value = word_at(text, after, limit);
      return tool.takes == Takes::user ? take_after(scene, value, ":", begin) : take(scene, value, begin);
    }
    if (is_short && said.size() > 2 && (tool.takes == Takes::joined || tool.takes == Takes::either)) {
      const Range value{word.begin + 2, word.end};
      // "mysql -port 3306"
      return is_uncommon(said.substr(2)) ? take(scene, value, begin) : begin;
    }
    pos = std::max(word.end + (word.begin > pos ? 1U : 0U), pos + 1);
  }
  return begin;
}

}  // namespace

std::size_t match_command(Scene& scene, std::size_t at) {
  const std::string_view text = scene.text;
  if (at > scene.floor() && (is_alnum(text[at - 1]) || text[at - 1] == '_' || text[at - 1] == '-')) return at + 1;
  std::size_t next = at + 1;
  for (const Tool& tool : kTools) {
    if (!text.substr(at).starts_with(tool.name)) continue;
    std::size_t begin = at + tool.name.size();
    if (tool.name.back() != ' ') {
      while (begin < text.size() && is_lower(text[begin])) ++begin;
      if (begin >= text.size() || !is_blank(text[begin])) continue;
    }
    const std::size_t end = match_tool(scene, begin, tool);
    if (end > begin) return end;
    next = at + 1;
  }
  return next;
}

std::size_t match_oracle_address(Scene& scene, std::size_t at) {
  const std::string_view text = scene.text;
  constexpr std::string_view kThin = ":thin:";
  if (!stands_at(text, at, kThin)) return at + 1;
  const std::size_t begin = at + kThin.size();
  return take_between(scene, word_at(text, begin, line_end(text, begin, kCommandMax)), at + 1);
}

}  // namespace oomscan::redact
