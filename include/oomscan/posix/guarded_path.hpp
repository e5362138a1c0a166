// The way to a directory as another user of this machine could bend it: whoever may write to a directory can put
// something else in the place of what lies in it.
#pragma once

#include <string>

#include <sys/stat.h>
#include <sys/types.h>

#include "oomscan/posix/unique_fd.hpp"

namespace oomscan {

// Nobody but root and this user can replace what we create in such a directory: it belongs to one of them, and neither
// its group nor others can write to it, unless it is sticky (/tmp). A group counts as others unless it is root's or
// this user's own (same name, no other member), which umask 002 relies on. Owners that this user namespace cannot name
// are the host's.
[[nodiscard]] bool is_guarded(const struct stat& directory);

// The directory belongs to this user alone: nobody else owns it or can write to it.
[[nodiscard]] bool is_ours_alone(const struct stat& directory);

// A directory, held by its descriptor: what happens to its path later does not matter.
struct GuardedWalk {
  UniqueFd directory;          // none: error_number says why
  int error_number = 0;        // an errno; ELOOP: a symbolic link on the way could be bent by others
  std::string where;           // the part of the path that failed, or that others can write to; else empty
  struct stat info{};          // of the directory, as it was opened
  bool way_is_guarded = true;  // every directory above it is guarded, root included: nobody can put another in place
};

// Walks to `path` one directory at a time, by descriptors. Symbolic links are followed by hand, and only those that
// nobody else can bend: of root or this user, or in a guarded directory. A relative path starts at the current
// directory, which was chosen by whoever started us. With `create`, missing directories are made (0700).
// Thread-safe. Does not throw but for want of memory.
[[nodiscard]] GuardedWalk walk_to_directory(const std::string& path, bool create);

}  // namespace oomscan
