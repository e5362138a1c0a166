#include "terminal/style.hpp"

namespace oomscan::terminal {
namespace {

// Select Graphic Rendition, ECMA-48.
std::string_view code(Color color) {
  switch (color) {
    case Color::plain:
      return "";
    case Color::green:
      return "\x1b[32m";
    case Color::yellow:
      return "\x1b[33m";
    case Color::red:
      return "\x1b[31m";
    case Color::bright_red:
      return "\x1b[1;31m";
    case Color::cyan:
      return "\x1b[1;36m";
    case Color::gray:
      return "\x1b[90m";
    case Color::bold:
      return "\x1b[1m";
  }
  return "";
}

}  // namespace

std::string painted(std::string_view text, Color color, const TerminalStyle& style) {
  if (!style.color || color == Color::plain || text.empty()) return std::string(text);
  return std::string(code(color)).append(text).append("\x1b[0m");
}

}  // namespace oomscan::terminal
