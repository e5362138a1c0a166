// Lines of a description, laid out as `kubectl describe` lays them out: people know it, and the redactor reads places
// of secrets by it (names of environment variables, arguments below each other).
// Invariant: foreign text never begins a line further left than where it was put, so that it forges no heading; at most
// `bytes_max` bytes are kept, whole lines, and what is left out is counted. Other characters stay as they are.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "oomscan/ports/cluster_reader.hpp"

namespace oomscan::kube {

class DescriptionText {
 public:
  explicit DescriptionText(std::size_t bytes_max) : bytes_max_(bytes_max) {}

  // `level`: steps of two blanks. More lines of `text` stand below the first.
  void line(std::size_t level, std::string_view text);
  // "Label:    value"; more lines of the value stand below it.
  void field(std::size_t level, std::string_view label, std::string_view value);
  // The same, left out if there is no value.
  void field_if(std::size_t level, std::string_view label, std::string_view value) {
    if (!value.empty()) field(level, label, value);
  }
  // The values below each other, after one label; "<none>" for none.
  void fields(std::size_t level, std::string_view label, const std::vector<std::string>& values);
  // "name:  value", the values of all pairs below each other.
  struct Pair {
    std::string name;
    std::string value;
  };
  void pairs(std::size_t level, const std::vector<Pair>& pairs);
  // Columns as wide as their cells (within bounds); the first row is the heading, and gets a line of dashes below it.
  void table(std::size_t level, const std::vector<std::vector<std::string>>& rows);

  [[nodiscard]] TextAnswer take() && { return {std::move(text_), dropped_}; }

 private:
  void add(std::string_view whole_line);
  void add_at(std::size_t column, std::string head, std::string_view value);

  std::size_t bytes_max_;
  std::string text_;
  std::size_t dropped_ = 0;
};

}  // namespace oomscan::kube
