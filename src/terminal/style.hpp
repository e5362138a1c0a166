// How to write to a terminal, or to what is none. Colour means: green no issues, yellow a namespace with findings, red
// an OOM or crash loop, cyan a cluster, gray skipped.
#pragma once

#include <string>
#include <string_view>

namespace oomscan::terminal {

inline constexpr int kDefaultWidth = 80;

struct TerminalStyle {
  bool color = false;
  int width = kDefaultWidth;  // columns; never wrapped below what one word needs
  bool details = false;       // each finding on its own, and one word about each namespace
  bool only_new = false;      // findings that are known from before are counted, not shown
};

enum class Color { plain, green, yellow, red, bright_red, cyan, gray, bold };

// `text`, which must be printable, in this colour if the style has any. Adds no visible columns.
[[nodiscard]] std::string painted(std::string_view text, Color color, const TerminalStyle& style);

}  // namespace oomscan::terminal
