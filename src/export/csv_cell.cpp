#include "export/csv_cell.hpp"

#include <algorithm>
#include <array>

#include "oomscan/model/text.hpp"

namespace oomscan::exports {
namespace {

constexpr std::string_view kLineCharacters = "\n\t";
constexpr std::string_view kSeparators = ",;\t\n";
// Full-width = + - @: formulas, too, in spreadsheets with an East Asian locale.
constexpr std::array<std::string_view, 8> kFormulaStarts = {
    "=", "+", "-", "@", "\xef\xbc\x9d", "\xef\xbc\x8b", "\xef\xbc\x8d", "\xef\xbc\xa0"};
// Space, no-break space, ideographic space, quotes: what a spreadsheet may strip from the front.
constexpr std::array<std::string_view, 5> kStripped = {" ", "\xc2\xa0", "\xe3\x80\x80", "\"", "'"};

// `printable`, but newlines and tabs stay.
std::string without_controls(std::string_view text) {
  std::string out;
  for (std::size_t pos = 0; pos < text.size();) {
    const std::size_t end = std::min(text.find_first_of(kLineCharacters, pos), text.size());
    out += printable(text.substr(pos, end - pos));
    if (end < text.size()) out += text[end];
    pos = end + 1;
  }
  return out;
}

template <std::size_t N>
std::size_t length_of_any(std::string_view text, const std::array<std::string_view, N>& candidates) {
  for (const std::string_view candidate : candidates) {
    if (text.starts_with(candidate)) return candidate.size();
  }
  return 0;
}

bool may_run(std::string_view text) {
  while (const std::size_t length = length_of_any(text, kStripped)) text.remove_prefix(length);
  return length_of_any(text, kFormulaStarts) > 0;
}

std::string neutralised(std::string_view text) {
  std::string out;
  if (text.starts_with('\t')) out += '\'';
  bool starts_a_cell = true;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (starts_a_cell && may_run(text.substr(i))) out += '\'';
    out += text[i];
    starts_a_cell = kSeparators.find(text[i]) != std::string_view::npos;
  }
  return out;
}

std::string quoted(std::string text, char separator) {
  // RFC 4180 asks for quotes around these; blanks at either end are where real readers differ.
  constexpr std::string_view kNeedQuotes = ",\"\r\n\t";
  const bool needs_quotes =
      text.find_first_of(kNeedQuotes) != std::string::npos || text.find(separator) != std::string::npos;
  if (!needs_quotes && !text.starts_with(' ') && !text.ends_with(' ')) {
    return text;
  }
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
  return out;
}

}  // namespace

std::string csv_cell(std::string_view text, char separator) {
  return quoted(neutralised(without_controls(text)), separator);
}

}  // namespace oomscan::exports
