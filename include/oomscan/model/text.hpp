// Making foreign text safe for where it goes. Pure functions, safe from any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace oomscan {

// Whether a code point is nothing that a reader sees where it stands: controls, what is invisible, what changes the
// order of others, what has no agreed look (private use, noncharacters). include/oomscan/model/unicode_table.hpp names
// the properties and says of which Unicode they are. Code points that this Unicode does not know are seen: by its
// promise of stability, what will be ignorable is listed already.
[[nodiscard]] bool is_unseen(std::uint32_t code_point);
[[nodiscard]] std::string_view unicode_version();  // "15.0.0"

// One line that is safe on a terminal and reads as it is written: each unseen character and each byte that is not UTF-8
// is shown by its number (\n, \t, \x1b, \u202e, \u{e0041}, \xff). Everything else is kept. A second call changes
// nothing.
[[nodiscard]] std::string printable(std::string_view text);

// The same for text of many lines, as files of logs hold it: newlines, tabs, and a carriage return right before a
// newline are kept.
[[nodiscard]] std::string visible_text(std::string_view text);

// `visible_text` of a text that comes in pieces, cut anywhere. Not thread-safe.
class VisibleText {
 public:
  // Appends to `out` what is settled; holds at most three bytes back.
  void add(std::string_view piece, std::string& out);
  // The text is at its end. A next one may begin.
  void finish(std::string& out);

 private:
  std::string held_;
};

// `printable`, cut to at most `bytes_max` bytes at a character's boundary, "..." marking the cut (counted in).
[[nodiscard]] std::string printable(std::string_view text, std::size_t bytes_max);

// Valid UTF-8: each invalid byte becomes U+FFFD. Everything else, control characters too, is kept.
[[nodiscard]] std::string valid_utf8(std::string_view text);

// A single path component: anything but letters, digits, '.', '_' and '-' becomes '_'; never empty, never starting with
// '.' or '-'; at most `bytes_max` bytes, a longer one being cut and given a hash of the whole so that different names
// stay different.
[[nodiscard]] std::string file_name_safe(std::string_view text, std::size_t bytes_max = 128);

}  // namespace oomscan
