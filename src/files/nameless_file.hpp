// Files that have no name until they are whole: whoever kills the program leaves nothing behind, and a reader never
// sees half of one. Where the file system or the kernel cannot do that, there is none, and the caller uses a name.
#pragma once

#include <sys/types.h>

#include "oomscan/posix/unique_fd.hpp"

namespace oomscan::files {

// An empty file in the file system of that directory, open for writing; none if that cannot be had. `mode` is subject
// to the umask.
[[nodiscard]] UniqueFd open_nameless(int directory_fd, mode_t mode);

// Gives it its name; 0, or an errno: EEXIST if there is one of that name, which is not replaced.
[[nodiscard]] int give_name(const UniqueFd& nameless, int directory_fd, const char* name);

}  // namespace oomscan::files
