// What the program's own streams are: a terminal or not, coloured or not, how wide.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "oomscan/model/options.hpp"

namespace oomscan::app {

using Environment = std::function<std::optional<std::string>(const std::string& name)>;

// The process's environment; nullopt: not set.
[[nodiscard]] std::optional<std::string> environment(const std::string& name);

// The names of all variables that are set.
[[nodiscard]] std::vector<std::string> environment_names();

[[nodiscard]] bool is_terminal(int descriptor);

// Columns of the terminal at `descriptor`; where there is none, what COLUMNS says; else 80.
[[nodiscard]] int terminal_width(int descriptor, const Environment& environment);

// Whoever read what is written to `descriptor` has gone: `| head` has seen enough.
[[nodiscard]] bool reader_has_left(int descriptor);

// --color, else NO_COLOR (https://no-color.org: set and not empty), else CLICOLOR_FORCE and CLICOLOR
// (https://bixense.com/clicolors), else whether it is a terminal whose TERM is set, and not to "dumb".
[[nodiscard]] bool use_color(ColorMode mode, bool terminal, const Environment& environment);

}  // namespace oomscan::app
