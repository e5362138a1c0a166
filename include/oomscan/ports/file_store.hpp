// Files that hold cluster data: private, whole or not there at all, never through a symlink.
#pragma once

#include <functional>
#include <memory>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "oomscan/model/result.hpp"

namespace oomscan {

// A directory (0700) that only this user can read and that nobody else owns. Thread-safe.
class PrivateDirectory {
 public:
  virtual ~PrivateDirectory() = default;

  // Absolute.
  [[nodiscard]] virtual std::string path() const = 0;

  // Creates `file_name` (a single path component, 0600) with `content` and returns its absolute path. If the name is
  // taken, "-2", "-3", ... is put before the extension-like suffix. Nothing is left behind on failure.
  virtual Result<std::string> create(std::string_view file_name, std::string_view content) = 0;

  // Names of the regular files in it that are ours; sorted.
  virtual Result<std::vector<std::string>> file_names() = 0;
  // One of `file_names`. not_found if it is not there any more.
  virtual Result<void> remove(std::string_view file_name) = 0;
};

// Thread-safe.
class FileStore {
 public:
  virtual ~FileStore() = default;

  // Opens or creates root/name (both absolute in the result). Errors: io, or local_permission when another user owns
  // it, it is a symlink, or it is writable by others.
  virtual Result<std::unique_ptr<PrivateDirectory>> open_private(const std::string& root, const std::string& name) = 0;

  // The same for root/oom-scan-<this user>/name: for where root/name cannot be had because it is somebody else's.
  virtual Result<std::unique_ptr<PrivateDirectory>> open_own(const std::string& root, const std::string& name) = 0;

  // May files of this directory be replaced? local_permission: it may not be written to, or other users can put another
  // directory in its place; not_found; io: it is none.
  virtual Result<void> check_place(const std::string& directory) = 0;

  // Replaces the file at `path` by what `write` streams: temporary file beside it, fsync, rename, fsync of the
  // directory. On any failure the old file is untouched and the temporary one removed. Errors also as for check_place.
  virtual Result<void> replace(const std::string& path, const std::function<void(std::ostream&)>& write) = 0;
};

}  // namespace oomscan
