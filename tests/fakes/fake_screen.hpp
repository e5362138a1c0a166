// Just enough of a terminal to see what a person would: text, newline, return, cursor up, erase line and below.
#pragma once

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <string>
#include <vector>

namespace oomscan::fakes {

class FakeScreen {
 public:
  explicit FakeScreen(std::size_t columns) : columns_(columns) {}

  void write(const std::string& text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (text[i] == '\x1b') {
        std::size_t end = i + 2;
        while (std::isdigit(static_cast<unsigned char>(text[end])) != 0 || text[end] == ';') ++end;
        const std::string number = text.substr(i + 2, end - i - 2);
        control(text[end], number.empty() || number.find(';') != std::string::npos ? 1U : std::stoul(number));
        i = end;
      } else if (text[i] == '\r') {
        column_ = 0;
      } else if (text[i] == '\n') {
        line_down();
        column_ = 0;
      } else {
        put(text[i]);
      }
    }
  }

  [[nodiscard]] std::vector<std::string> lines() const {
    std::vector<std::string> shown = rows_;
    while (!shown.empty() && shown.back().find_first_not_of(' ') == std::string::npos) shown.pop_back();
    return shown;
  }

  // As terminals do that reflow: what is too long for the new width takes more rows.
  void resize(std::size_t columns) {
    std::vector<std::string> reflowed;
    for (const std::string& row : rows_) {
      std::string rest = row;
      while (rest.size() > columns) {
        reflowed.push_back(rest.substr(0, columns));
        rest.erase(0, columns);
      }
      reflowed.push_back(rest);
    }
    row_ += reflowed.size() - rows_.size();
    rows_ = reflowed;
    columns_ = columns;
  }

  bool wrapped = false;

 private:
  void control(char what, std::size_t number) {
    if (what == 'A') row_ -= std::min(number, row_);
    if (what == 'K') rows_.at(row_).resize(std::min(column_, rows_.at(row_).size()));
    if (what == 'J') {
      rows_.resize(row_ + 1);
      rows_.at(row_).resize(std::min(column_, rows_.at(row_).size()));
    }
  }
  void line_down() {
    ++row_;
    if (row_ == rows_.size()) rows_.emplace_back();
  }
  void put(char c) {
    if (column_ == columns_) {
      wrapped = true;
      line_down();
      column_ = 0;
    }
    std::string& row = rows_.at(row_);
    if (row.size() <= column_) row.resize(column_ + 1, ' ');
    row[column_++] = c;
  }

  std::size_t columns_;
  std::vector<std::string> rows_{1};
  std::size_t row_ = 0;
  std::size_t column_ = 0;
};

}  // namespace oomscan::fakes
