// The words of the command line → a command, its arguments and settings. Knows which commands and options exist and
// which of them belong together, not what values mean.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "cli/fault.hpp"
#include "cli/settings.hpp"
#include "oomscan/model/options.hpp"

namespace oomscan::cli {

struct CommandLine {
  Command command = Command::scan;
  std::vector<std::string> group;      // words that only begin the names of commands: "history"; else empty
  std::vector<std::string> arguments;  // of the command, as many as it takes
  Layer layer;                         // what could be read, even beside a fault
  std::optional<Fault> fault;          // the first word that is wrong
};

// `argv` without the program's name; no element is null.
[[nodiscard]] CommandLine read_words(std::span<const char* const> argv);

}  // namespace oomscan::cli
