#include "redact/private_key.hpp"

#include <algorithm>
#include <string>

#include "redact/character.hpp"
#include "redact/value_shape.hpp"
#include "redact/value_span.hpp"

namespace oomscan::redact {
namespace {

constexpr std::size_t kLabelMax = 64;
constexpr std::size_t kKeyBytesMax = std::size_t{64}
                                     << 10;  // RSA of 16,384 bits, in base64, with a prefix for each line
constexpr std::size_t kLineMax = 4096;
constexpr std::size_t kBodyMin = 16;  // characters of a body's line: no English word

struct Label {
  bool of_private_key = false;
  std::size_t end = 0;  // after its dashes
};

// `pos`: after "BEGIN " or "END ".
Label label_at(std::string_view text, std::size_t pos) {
  if (pos >= text.size()) return {false, text.size()};
  const std::string_view rest = text.substr(pos, kLabelMax);
  const std::size_t dashes = rest.find("---");
  const bool cut = pos + rest.size() == text.size();
  if (dashes == std::string_view::npos && !cut) return {};
  const std::string_view name = rest.substr(0, dashes);
  if (!std::all_of(name.begin(), name.end(), [](char c) { return is_upper(c) || is_digit(c) || c == ' '; })) return {};
  const bool of_private_key =
      name.find(dashes == std::string_view::npos ? "PRIVATE" : "PRIVATE KEY") != std::string_view::npos;
  std::size_t end = dashes == std::string_view::npos ? text.size() : pos + dashes;
  while (end < text.size() && text[end] == '-') ++end;
  return {of_private_key, end};
}

// The last word of a line, without what JSON or source code puts around it.
std::string_view last_word(std::string_view line) {
  for (;;) {
    if (line.ends_with("\\n") || line.ends_with("\\r")) {
      line.remove_suffix(2);
    } else if (!line.empty() && (is_gap(line.back()) || std::string_view("\"',;+\\").find(line.back()) != line.npos) &&
               !(line.back() == '+' && line.size() > 1 && is_base64(line[line.size() - 2]))) {
      line.remove_suffix(1);
    } else {
      break;
    }
  }
  std::size_t begin = line.size();
  while (begin > 0 && is_base64(line[begin - 1])) --begin;
  return line.substr(begin);
}

bool is_blank_line(std::string_view line) { return std::all_of(line.begin(), line.end(), is_gap); }

bool is_header(std::string_view line) {
  for (const std::string_view name : {"Proc-Type: ", "DEK-Info: ", "Version: ", "Comment: "}) {
    if (line.find(name) != std::string_view::npos) return true;
  }
  return false;
}

// `alone`: nothing but base64 may stand on the line.
bool is_body(std::string_view line, bool alone) {
  if (line.size() >= kLineMax) return false;
  const std::string_view word = last_word(line);
  if (word.size() < kBodyMin && !(word.size() == 5 && word[0] == '=')) return false;
  if (!alone) return true;
  const std::string_view before = line.substr(0, static_cast<std::size_t>(word.data() - line.data()));
  return std::all_of(before.begin(), before.end(), [](char c) { return is_gap(c) || is_quote(c); });
}

// Body without an end on this line: words of base64, between blanks or written-out breaks.
std::size_t body_run_end(std::string_view text, std::size_t pos) {
  std::size_t end = pos;
  for (;;) {
    std::size_t word = end;
    while (word < text.size()) {
      if (is_blank(text[word])) {
        ++word;
      } else if (text[word] == '\\' && word + 1 < text.size() && (text[word + 1] == 'n' || text[word + 1] == 'r')) {
        word += 2;
      } else if (text[word] == '\\') {
        ++word;
      } else {
        break;
      }
    }
    std::size_t stop = word;
    while (stop < text.size() && is_base64(text[stop])) ++stop;
    if (stop - word < kBodyMin && stop < text.size()) return end;
    if (stop == word) return end;
    end = stop;
  }
}

// The lines after the first, up to a label or to the first one that is no body.
std::size_t body_lines_end(std::string_view text, std::size_t first_line_end, bool has_end) {
  std::size_t end = first_line_end;
  std::size_t pos = first_line_end;
  while (pos < text.size() && text[pos] == '\n') {
    const std::size_t begin = pos + 1;
    const std::size_t stop = std::min(text.find('\n', begin), text.size());
    const std::string_view line = text.substr(begin, stop - begin);
    pos = stop;
    if (is_body(line, !has_end) || is_header(line)) {
      end = stop;
      continue;
    }
    if (is_blank_line(line)) continue;
    // The last, short line of a body; or one that the text's end cuts.
    const bool last = stop == text.size() || text.substr(stop + 1, kLabelMax * 2).find("-----END") != text.npos;
    const std::string_view word = last_word(line);
    if (last && !word.empty() && (has_end || word.size() + 4 >= line.size())) end = stop;
    break;
  }
  return end;
}

}  // namespace

std::size_t match_private_key(Scene& scene, std::size_t at) {
  const std::string_view text = scene.text;
  constexpr std::string_view kBegin = "--BEGIN ";
  if (!text.substr(at).starts_with(kBegin)) return at + 1;
  std::size_t begin = at;
  while (begin > scene.floor() && at - begin < 3 && text[begin - 1] == '-') --begin;
  if (at - begin < 3 && begin > 0) return at + 1;
  const Label label = label_at(text, at + kBegin.size());
  if (!label.of_private_key) return at + 1;

  const std::size_t pem_end = scene.next_pem_end(label.end);
  const bool has_end = pem_end != std::string_view::npos && pem_end - label.end <= kKeyBytesMax;
  const auto after_end_label = [&] {
    return std::max(label_at(text, pem_end + std::string_view("-----END ").size()).end, pem_end + 8);
  };
  const auto one_line = [&](std::size_t from) {
    return text.substr(from, pem_end - from).find('\n') == std::string_view::npos;
  };
  if (has_end && one_line(label.end)) return scene.add(begin, after_end_label(), Kind::private_key);

  std::size_t end = body_run_end(text, label.end);
  // Else the rest of the first line is a remark about a key.
  const std::size_t line = line_end(text, end, kLabelMax);
  const std::size_t newline = text.substr(line).starts_with("\r\n") ? line + 1 : line;
  if (last_word(text.substr(end, line - end)).empty() && newline < text.size() && text[newline] == '\n') {
    const std::size_t lines = body_lines_end(text, newline, has_end);
    if (lines > newline) end = lines;
    if (has_end && pem_end > end && one_line(end + 1)) end = after_end_label();
  }
  return scene.add(begin, end, Kind::private_key);
}

std::size_t match_private_key_tail(Scene& scene, std::size_t at) {
  const std::string_view text = scene.text;
  constexpr std::string_view kEnd = "--END ";
  if (!text.substr(at).starts_with(kEnd)) return at + 1;
  const Label label = label_at(text, at + kEnd.size());
  if (!label.of_private_key) return at + 1;
  std::size_t begin = at;
  while (begin > scene.floor() && at - begin < 3 && text[begin - 1] == '-') --begin;
  const std::size_t limit = std::max(scene.floor(), begin > kKeyBytesMax ? begin - kKeyBytesMax : 0);
  // On the same line: base64 and written-out breaks.
  std::size_t body = begin;
  while (body > limit && (is_base64(text[body - 1]) || text[body - 1] == '\\' || text[body - 1] == ' ')) --body;
  const bool same_line = last_word(text.substr(body, begin - body)).size() >= kBodyMin || body == 0;
  if (same_line) begin = body;
  // Whole lines above it; the last one may be short, the text's first one cut.
  std::size_t line_begin = begin;
  while (line_begin > limit && text[line_begin - 1] != '\n') --line_begin;
  bool any = false;
  std::size_t top = line_begin;
  for (bool short_allowed = true; top > limit; short_allowed = false) {
    std::size_t above = top - 1;
    while (above > limit && text[above - 1] != '\n') --above;
    const std::string_view line = text.substr(above, top - 1 - above);
    const std::string_view word = last_word(line);
    const bool cut = above == 0 && !word.empty() && word.data() == line.data();  // the text's first line
    const bool fits =
        is_body(line, false) || cut || (short_allowed && !word.empty() && above > limit) || is_header(line);
    if (!fits) break;
    any = any || is_body(line, false) || cut;
    top = above;
  }
  if (any) begin = top;
  return scene.add(begin, label.end, Kind::private_key);
}

std::size_t match_encoded_private_key(Scene& scene, std::size_t at) {
  const std::string_view text = scene.text;
  if (!text.substr(at).starts_with("LS0tLS1CRUdJTi")) return at + 1;
  constexpr std::size_t kLabelBytes = 96;
  if (decoded_base64(text.substr(at, kLabelBytes)).find("PRIVATE KEY") == std::string::npos) return at + 1;
  std::size_t end = at;
  while (end < text.size() && is_base64(text[end])) ++end;
  return scene.add(at, end, Kind::private_key);
}

}  // namespace oomscan::redact
