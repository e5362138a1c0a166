// Where a value begins and ends: quoted (at any depth of escaping), or up to what separates it from the next thing.
#pragma once

#include <cstddef>
#include <string_view>

namespace oomscan::redact {

// Enough of a value to judge it by. What is longer is no word and no number; it is read to its end only once it is
// known to be a secret, so that hostile text stays linear.
inline constexpr std::size_t kValueLookMax = 512;

// A quote as it stands in text that may have been escaped: \" inside a JSON string has one backslash.
struct Quote {
  std::size_t backslashes = 0;
  char sign = '\0';  // '\0': there is none here

  [[nodiscard]] explicit operator bool() const { return sign != '\0'; }
  [[nodiscard]] std::size_t length() const { return sign == '\0' ? 0 : backslashes + 1; }
};
[[nodiscard]] Quote quote_at(std::string_view text, std::size_t pos);
// The quote that ends right before `pos`.
[[nodiscard]] Quote quote_before(std::string_view text, std::size_t pos, std::size_t floor);

struct ValueSpan {
  std::size_t begin = 0;
  std::size_t end = 0;
  bool quoted = false;
  bool whole = true;    // false: longer than was looked at
  bool marked = false;  // a marker follows directly: what it stood for has been judged together with this
};

// The value at `pos`, which is neither blank nor a line's end. `bytes_max`: how far to look.
[[nodiscard]] ValueSpan value_at(std::string_view text, std::size_t pos, std::size_t bytes_max);

// `pos` after blanks.
[[nodiscard]] std::size_t skip_blanks(std::string_view text, std::size_t pos);

// End of the line that `pos` is in, without its '\r'; looks at most `bytes_max` far.
[[nodiscard]] std::size_t line_end(std::string_view text, std::size_t pos, std::size_t bytes_max);

}  // namespace oomscan::redact
