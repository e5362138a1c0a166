// What --help prints, written from the tables of commands and options. Pure, safe from any thread.
#pragma once

#include <span>
#include <string>

#include "cli/commands.hpp"
#include "cli/flags.hpp"
#include "cli/parse_context.hpp"

namespace oomscan::cli {

// A manual page, at most `context.terminal_width` columns (within [40, 80]) wide. That of the scan is the program's:
// it lists the commands, too.
[[nodiscard]] std::string help_text(const ParseContext& context, Command command);

// The commands whose words begin with `words`, which name none by themselves.
[[nodiscard]] std::string group_help(const ParseContext& context, std::span<const std::string> words);

// "--ns-workers N", with its other names.
[[nodiscard]] std::string written(const Flag& flag);

// What a value may be beyond what its meaning says: "1 to 64"; may be empty.
[[nodiscard]] std::string domain(const Flag& flag);

}  // namespace oomscan::cli
