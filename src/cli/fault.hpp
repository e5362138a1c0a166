// What is wrong with what the user wrote. Never leaves this room but as text.
#pragma once

#include <string>
#include <string_view>

namespace oomscan::cli {

struct Fault {
  std::string message;  // lower case, one line, names in quotes
  std::string excerpt;  // lines to show under the message as they are, or empty
  std::string hint;     // what to do about it, or empty
};

// "error: ...", the excerpt indented, "hint: ..."; each on lines of its own, the last one ended.
[[nodiscard]] std::string render(const Fault& fault);

// The same as a warning, after which the program goes on: "warning: ...".
[[nodiscard]] std::string render_warning(const Fault& fault);

// 'text', made safe for a terminal and cut if it is very long.
[[nodiscard]] std::string in_quotes(std::string_view text);

}  // namespace oomscan::cli
