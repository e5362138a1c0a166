#include "terminal/layout.hpp"

#include <algorithm>

#include "oomscan/model/text.hpp"

namespace oomscan::terminal {
namespace {

bool starts_character(char c) { return (static_cast<unsigned char>(c) & 0xc0U) != 0x80U; }

}  // namespace

std::size_t display_width(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), starts_character));
}

std::string padded(std::string_view text, std::size_t width) {
  std::string out(text);
  const std::size_t used = display_width(text);
  if (used < width) out.append(width - used, ' ');
  return out;
}

std::string clipped(std::string_view text, std::size_t width) {
  constexpr std::string_view kMark = "...";
  if (display_width(text) <= width) return std::string(text);
  if (width <= kMark.size()) return std::string(kMark.substr(0, width));
  std::size_t characters = 0;
  std::size_t end = 0;
  while (end < text.size()) {
    if (starts_character(text[end]) && ++characters > width - kMark.size()) break;
    ++end;
  }
  return std::string(text.substr(0, end)).append(kMark);
}

std::vector<std::string> wrapped(std::string_view text, std::size_t width) {
  std::vector<std::string> lines;
  std::size_t pos = 0;
  while (pos < text.size()) {
    const std::size_t end = std::min(text.find(' ', pos), text.size());
    const std::string_view word = text.substr(pos, end - pos);
    pos = end + 1;
    if (word.empty()) continue;
    if (!lines.empty() && display_width(lines.back()) + 1 + display_width(word) <= width) {
      lines.back().append(" ").append(word);
    } else {
      lines.emplace_back(word);
    }
  }
  return lines;
}

std::string hanging(std::string_view first, std::string_view text, int width) {
  constexpr std::size_t kTextWidthMin = 20;
  const std::size_t indent = display_width(first);
  const auto columns = static_cast<std::size_t>(std::max(width, 0));
  std::string out(first);
  bool first_line = true;
  for (const std::string& line : wrapped(text, columns > indent + kTextWidthMin ? columns - indent : kTextWidthMin)) {
    if (!first_line) out.append("\n").append(indent, ' ');
    out += line;
    first_line = false;
  }
  return out += '\n';
}

std::string table(const std::vector<std::vector<std::string>>& rows, Color header, const TerminalStyle& style) {
  constexpr std::string_view kGutter = "  ";
  std::vector<std::size_t> widths;
  for (const auto& row : rows) {
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], display_width(printable(row[i])));
  }
  std::string out;
  for (std::size_t r = 0; r < rows.size(); ++r) {
    std::string line;
    for (std::size_t i = 0; i < rows[r].size(); ++i) {
      if (i > 0) line += kGutter;
      line += padded(printable(rows[r][i]), widths[i]);
    }
    line.erase(line.find_last_not_of(' ') + 1);
    out += (r == 0 ? painted(line, header, style) : line) + '\n';
  }
  return out;
}

}  // namespace oomscan::terminal
