// The words of the command line → settings. Knows which options exist and which take a value, not what values mean.
#pragma once

#include <optional>
#include <span>

#include "cli/fault.hpp"
#include "cli/settings.hpp"
#include "oomscan/model/options.hpp"

namespace oomscan::cli {

struct CommandLine {
  Layer layer;                       // what could be read, even beside a fault
  std::optional<Command> command{};  // a bare word that names one: "doctor"
  std::optional<Fault> fault;        // an unknown option, a missing value, an argument that belongs to nothing
};

// `argv` without the program's name; no element is null.
[[nodiscard]] CommandLine read_words(std::span<const char* const> argv);

}  // namespace oomscan::cli
