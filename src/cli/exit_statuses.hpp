// What the exit codes mean, for people: a table for the help and the documentation. Constant data.
#pragma once

#include <span>
#include <string_view>

#include "cli/commands.hpp"

namespace oomscan::cli {

struct ExitStatus {
  std::string_view code;
  std::string_view meaning;
  CommandSet commands;
};

[[nodiscard]] std::span<const ExitStatus> exit_statuses();

}  // namespace oomscan::cli
