// Columns and line breaks. Widths are counted in characters of printable UTF-8 text, before it is painted. Pure.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "terminal/style.hpp"

namespace oomscan::terminal {

// Code points; wide East Asian characters and combining marks count one as well.
[[nodiscard]] std::size_t display_width(std::string_view text);

// `text` and blanks up to `width` columns; longer text is left as it is.
[[nodiscard]] std::string padded(std::string_view text, std::size_t width);

// At most `width` columns, a cut marked by "..."; for the live display, which must not wrap.
[[nodiscard]] std::string clipped(std::string_view text, std::size_t width);

// `text` broken at blanks into lines of at most `width` columns, none of them empty; a word that is too long gets a
// line of its own and overflows, so that names and paths can still be copied.
[[nodiscard]] std::vector<std::string> wrapped(std::string_view text, std::size_t width);

// `first` and then `text`, wrapped, with later lines indented below where `text` began. Ends in a newline.
[[nodiscard]] std::string hanging(std::string_view first, std::string_view text, int width);

// A table with aligned columns, two blanks between them and none at line ends. Cells are made printable.
[[nodiscard]] std::string table(const std::vector<std::vector<std::string>>& rows, Color header,
                                const TerminalStyle& style);

}  // namespace oomscan::terminal
