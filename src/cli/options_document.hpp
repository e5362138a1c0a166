// docs/OPTIONS.md, written from the tables of commands and options. Pure, safe from any thread.
#pragma once

#include <string>

namespace oomscan::cli {

// The whole file; a test holds the one in the tree against it.
[[nodiscard]] std::string options_document();

}  // namespace oomscan::cli
