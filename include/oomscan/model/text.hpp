// Making foreign text safe for where it goes. Pure functions, safe from any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace oomscan {

// One line that is safe on a terminal: control characters (C0, DEL, C1), line and paragraph separators, bidirectional
// overrides and invalid UTF-8 are escaped visibly (\n, \t, \x1b, \u202e, \xff). Everything else is kept.
[[nodiscard]] std::string printable(std::string_view text);

// `printable`, cut to at most `bytes_max` bytes at a character's boundary, "..." marking the cut (counted in).
[[nodiscard]] std::string printable(std::string_view text, std::size_t bytes_max);

// Valid UTF-8: each invalid byte becomes U+FFFD. Everything else, control characters too, is kept.
[[nodiscard]] std::string valid_utf8(std::string_view text);

// A single path component: anything but letters, digits, '.', '_' and '-' becomes '_'; never empty, never starting with
// '.' or '-'; at most `bytes_max` bytes, a longer one being cut and given a hash of the whole so that different names
// stay different.
[[nodiscard]] std::string file_name_safe(std::string_view text, std::size_t bytes_max = 128);

}  // namespace oomscan
