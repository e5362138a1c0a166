// Removes a directory of ours with all that is in it, never following a symbolic link.
#pragma once

#include <string>

#include <sys/types.h>

namespace oomscan::process {

// Does nothing if `path` is not the directory (device, inode) any more. Best effort: what cannot be removed stays.
// Descends to a bounded depth.
void remove_directory_tree(const std::string& path, dev_t device, ino_t inode);

}  // namespace oomscan::process
