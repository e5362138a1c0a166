// What --help prints, and docs/OPTIONS.md: both written from the table of flags. Pure, safe from any thread.
#pragma once

#include <string>

#include "cli/parse.hpp"

namespace oomscan::cli {

// A manual page, at most `context.terminal_width` columns (within [60, 80]) wide.
[[nodiscard]] std::string help_text(const ParseContext& context);

// docs/OPTIONS.md, whole. A test holds the file in the tree against it.
[[nodiscard]] std::string markdown_options();

}  // namespace oomscan::cli
