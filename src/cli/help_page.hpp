// Text of a manual page: headings, paragraphs and terms, wrapped at words. Not thread-safe.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace oomscan::cli {

inline constexpr std::size_t kTextIndent = 4;

// Words of `text` in lines of at most `width`; a longer word stands alone.
[[nodiscard]] std::vector<std::string> wrapped(std::string_view text, std::size_t width);

class HelpPage {
 public:
  // Wraps at `width` within [40, 80].
  explicit HelpPage(std::size_t width);

  void heading(std::string_view text);
  void paragraph(std::string_view text, std::size_t indent = kTextIndent);
  void verbatim(std::string_view line);
  void blank() { text_ += '\n'; }

  // A term and, beside it from `column` on, what it means; below it, where beside it is no room.
  void entry(std::string_view term, std::string_view meaning, std::size_t indent, std::size_t column);

  [[nodiscard]] std::string take() { return std::move(text_); }

 private:
  std::size_t width_;
  std::string text_;
};

}  // namespace oomscan::cli
