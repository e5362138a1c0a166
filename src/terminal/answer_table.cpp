#include "terminal/answer_table.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include <fmt/format.h>

#include "oomscan/model/text.hpp"
#include "terminal/layout.hpp"
#include "terminal/words.hpp"

namespace oomscan::terminal {

void AnswerTable::write(std::size_t rows_max, std::string_view what, const TerminalStyle& style,
                        std::ostream& out) const {
  if (rows_.size() < 2) return;
  const std::size_t all = rows_.size() - 1;
  const std::size_t shown = rows_max == 0 ? all : std::min(all, rows_max);
  std::vector<std::vector<std::string>> rows(rows_.begin(), rows_.begin() + static_cast<std::ptrdiff_t>(shown) + 1);
  for (const std::size_t column : numbers_) {
    std::size_t width = 0;
    for (const auto& row : rows) width = std::max(width, display_width(printable(row[column])));
    for (auto& row : rows) {
      const std::size_t own = display_width(printable(row[column]));
      row[column].insert(0, width - own, ' ');
    }
  }
  out << table(rows, Color::bold, style);
  if (shown < all) {
    out << fmt::format("and {} (--top 0 shows all)\n",
                       counted(static_cast<std::int64_t>(all - shown), fmt::format("more {}", what)));
  }
}

std::string percent(double fraction) {
  double whole = std::round(fraction * 100);
  if (whole >= 100 && fraction < 1) whole = 99;
  if (whole <= 0 && fraction > 0) return "<1 %";
  return fmt::format("{:.0f} %", whole);
}

std::string workload_words(const std::string& kind, const std::string& name) {
  return kind.empty() ? name : kind + "/" + name;
}

std::string failure_words(std::string_view type, std::int64_t count) {
  if (type == "OOMKilled") return counted(count, "OOM kill");
  if (type == "CrashLoopBackOff") return counted(count, "crash loop");
  return fmt::format("{} {}", grouped(count), printable(type));
}

}  // namespace oomscan::terminal
