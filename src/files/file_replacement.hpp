// A new content for a path: all of it, or none.
#pragma once

#include <functional>
#include <ostream>
#include <string>

#include "oomscan/model/result.hpp"

namespace oomscan::files {

// See FileStore::replace. The new file has the mode and, as far as this user may give it away, the owner and group of
// the file that was there, if that was this user's or root's, or if nobody else could have put it there; else the mode
// that the umask leaves. A symbolic link at `path` is followed if nobody else can change it (then its target is
// replaced, whether it is there or not), else replaced itself; anything else there but a regular file is an error. The
// directory must be one that other users cannot swap for another: see FileStore::check_place. Thread-safe; of two at
// once, one wins.
[[nodiscard]] Result<void> replace_file(const std::string& path, const std::function<void(std::ostream&)>& write);

// See FileStore::check_place. The directory itself may be shared; what leads there may not, unless it is ours alone.
[[nodiscard]] Result<void> check_result_place(const std::string& directory);

}  // namespace oomscan::files
