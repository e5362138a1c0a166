// Tables of answers: numbers flush right, and a word about the rows that are left out. Pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <ostream>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "terminal/style.hpp"

namespace oomscan::terminal {

class AnswerTable {
 public:
  // `numbers`: the columns that are flush right.
  AnswerTable(std::vector<std::string> names, std::set<std::size_t> numbers)
      : rows_{std::move(names)}, numbers_(std::move(numbers)) {}

  void add(std::vector<std::string> row) { rows_.push_back(std::move(row)); }
  // Nothing without rows. `what`: of the rows that are left out, "namespace"; it gets an s.
  void write(std::size_t rows_max, std::string_view what, const TerminalStyle& style, std::ostream& out) const;

 private:
  std::vector<std::vector<std::string>> rows_;
  std::set<std::size_t> numbers_;
};

// "96 %"; what is nearly all or nearly nothing is neither all nor nothing.
[[nodiscard]] std::string percent(double fraction);

// "Deployment/web", or the name alone.
[[nodiscard]] std::string workload_words(const std::string& kind, const std::string& name);

// "22 OOM kills", "1 crash loop", "3 Evicted"
[[nodiscard]] std::string failure_words(std::string_view type, std::int64_t count);

}  // namespace oomscan::terminal
