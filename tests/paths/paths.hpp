// Where a test finds the tree. In a function, and not in every test's compiler flags, so that a compiler cache serves
// all checkouts of the project.
#pragma once

#include <string>

namespace oomscan {

// Absolute, without a slash at the end.
[[nodiscard]] std::string source_dir();

}  // namespace oomscan
