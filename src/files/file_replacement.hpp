// A new content for a path: all of it, or none.
#pragma once

#include <functional>
#include <ostream>
#include <string>

#include "oomscan/model/result.hpp"

namespace oomscan::files {

// See FileStore::replace. The new file is 0600. A symbolic link at `path` is replaced, not followed; anything else
// there but a regular file is an error. Thread-safe; of two at once, one wins.
[[nodiscard]] Result<void> replace_file(const std::string& path, const std::function<void(std::ostream&)>& write);

}  // namespace oomscan::files
