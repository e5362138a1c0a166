#include "cli/help_page.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace oomscan::cli {
namespace {

constexpr std::size_t kWidthMin = 40;
constexpr std::size_t kWidthMax = 80;
constexpr std::size_t kMeaningWidthMin = 24;  // of a column beside a term; where that is less, it stands below

}  // namespace

std::vector<std::string> wrapped(std::string_view text, std::size_t width) {
  std::vector<std::string> lines;
  std::string line;
  while (!text.empty()) {
    const std::string_view word = text.substr(0, text.find(' '));
    text.remove_prefix(std::min(text.size(), word.size() + 1));
    if (!line.empty() && line.size() + 1 + word.size() > width) {
      lines.push_back(std::move(line));
      line.clear();
    }
    if (!line.empty()) line += ' ';
    line += word;
  }
  if (!line.empty()) lines.push_back(std::move(line));
  return lines;
}

HelpPage::HelpPage(std::size_t width) : width_(std::clamp(width, kWidthMin, kWidthMax)) {}

void HelpPage::heading(std::string_view text) { text_ += fmt::format("{}{}\n", text_.empty() ? "" : "\n", text); }

void HelpPage::paragraph(std::string_view text, std::size_t indent) {
  for (const std::string& line : wrapped(text, width_ - indent)) text_ += std::string(indent, ' ') + line + "\n";
}

void HelpPage::verbatim(std::string_view line) { text_ += fmt::format("{:{}}{}\n", "", kTextIndent, line); }

void HelpPage::entry(std::string_view term, std::string_view meaning, std::size_t indent, std::size_t column) {
  std::string line = std::string(indent, ' ') + std::string(term);
  if (width_ < column + kMeaningWidthMin) column = std::min(column, indent + kTextIndent);
  if (line.size() + 2 > column) {
    text_ += line + "\n";
    line.clear();
  }
  for (const std::string& part : wrapped(meaning, width_ - column)) {
    line.resize(column, ' ');
    text_ += line + part + "\n";
    line.clear();
  }
}

}  // namespace oomscan::cli
