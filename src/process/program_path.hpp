// Finds the file that a command's first word means, before any fork.
#pragma once

#include <string>
#include <string_view>

#include "oomscan/model/result.hpp"

namespace oomscan::process {

// `program` with a '/' is taken as it is; else it is looked up in `search_path` (the form of $PATH). Empty entries of
// it, which mean the current directory, are skipped: a program must not come from wherever the user happens to be.
// not_found; local_permission: there is such a file, but it may not be executed. Thread-safe.
[[nodiscard]] Result<std::string> find_program(std::string_view program, std::string_view search_path);

}  // namespace oomscan::process
