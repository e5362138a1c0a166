#include "kube/describe/description_text.hpp"

#include <algorithm>
#include <utility>

namespace oomscan::kube {
namespace {

constexpr std::size_t kIndent = 2;
constexpr std::size_t kGap = 2;  // between columns
constexpr std::size_t kTopColumn = 18;
constexpr std::size_t kInnerColumn = 20;
constexpr std::size_t kCellWidthMax = 70;  // wider ones push the rest of their row aside, not all rows
constexpr std::size_t kNameWidthMax = 40;

std::string on_one_line(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (const char c : text) {
    if (c == '\n') {
      result += "\\n";
    } else {
      result += c;
    }
  }
  return result;
}

void pad(std::string& text, std::size_t column) {
  text.append(column > text.size() + kGap ? column - text.size() : kGap, ' ');
}

}  // namespace

void DescriptionText::add(std::string_view whole_line) {
  // Once a line was left out, so are the later ones: the text is a head, not a selection.
  if (dropped_ > 0 || text_.size() + whole_line.size() + 1 > bytes_max_) {
    dropped_ += whole_line.size() + 1;
    return;
  }
  text_ += whole_line;
  text_ += '\n';
}

void DescriptionText::add_at(std::size_t column, std::string head, std::string_view value) {
  std::size_t end = value.find('\n');
  add(head += value.substr(0, end));
  const std::string indent(column, ' ');
  while (end != std::string_view::npos) {
    value.remove_prefix(end + 1);
    if (value.empty()) return;  // it ended with a line break
    end = value.find('\n');
    add(indent + std::string(value.substr(0, end)));
  }
}

void DescriptionText::line(std::size_t level, std::string_view text) {
  add_at(level * kIndent, std::string(level * kIndent, ' '), text);
}

void DescriptionText::field(std::size_t level, std::string_view label, std::string_view value) {
  const std::size_t column = level == 0 ? kTopColumn : kInnerColumn;
  std::string head(level * kIndent, ' ');
  head += on_one_line(label);
  head += ':';
  if (value.empty()) return add(head);
  pad(head, column);
  add_at(column, std::move(head), value);
}

void DescriptionText::fields(std::size_t level, std::string_view label, const std::vector<std::string>& values) {
  if (values.empty()) return field(level, label, "<none>");
  field(level, label, values.front());
  const std::string indent(level == 0 ? kTopColumn : kInnerColumn, ' ');
  for (std::size_t i = 1; i < values.size(); ++i) add_at(indent.size(), indent, values[i]);
}

void DescriptionText::pairs(std::size_t level, const std::vector<Pair>& pairs) {
  std::size_t width = 0;
  for (const Pair& pair : pairs) width = std::max(width, std::min(pair.name.size(), kNameWidthMax));
  const std::size_t column = level * kIndent + width + 1 + kGap;
  for (const Pair& pair : pairs) {
    std::string head(level * kIndent, ' ');
    head += on_one_line(pair.name);
    head += ':';
    if (!pair.value.empty()) pad(head, column);
    add_at(column, std::move(head), pair.value);
  }
}

void DescriptionText::table(std::size_t level, const std::vector<std::vector<std::string>>& rows) {
  std::vector<std::size_t> widths;
  for (const auto& row : rows) {
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t i = 0; i < row.size(); ++i)
      widths[i] = std::max(widths[i], std::min(row[i].size(), kCellWidthMax));
  }
  const auto add_row = [&](const std::vector<std::string>& row) {
    std::string text(level * kIndent, ' ');
    std::size_t column = text.size();
    for (std::size_t i = 0; i < row.size(); ++i) {
      column += widths[i] + kGap;
      text += on_one_line(row[i]);
      if (i + 1 < row.size()) pad(text, column);
    }
    add(std::string_view(text).substr(0, text.find_last_not_of(' ') + 1));
  };
  for (std::size_t i = 0; i < rows.size(); ++i) {
    add_row(rows[i]);
    if (i > 0) continue;
    std::vector<std::string> dashes;
    for (const std::string& cell : rows[i]) dashes.emplace_back(cell.size(), '-');
    add_row(dashes);
  }
}

}  // namespace oomscan::kube
