// Files that hold cluster data: private, whole or not there at all, never through a symlink.
#pragma once

#include <functional>
#include <memory>
#include <ostream>
#include <string>
#include <string_view>

#include "oomscan/model/result.hpp"

namespace oomscan {

// A directory (0700) that only this user can read and that nobody else owns. Thread-safe.
class PrivateDirectory {
 public:
  virtual ~PrivateDirectory() = default;

  // Creates `file_name` (a single path component, 0600) with `content` and returns its absolute path. If the name is
  // taken, "-2", "-3", ... is put before the extension-like suffix. Nothing is left behind on failure.
  virtual Result<std::string> create(std::string_view file_name, std::string_view content) = 0;
};

// Thread-safe.
class FileStore {
 public:
  virtual ~FileStore() = default;

  // Opens or creates root/name (both absolute in the result). Errors: io, or forbidden when another user owns it, it is
  // a symlink, or it is writable by others.
  virtual Result<std::unique_ptr<PrivateDirectory>> open_private(const std::string& root, const std::string& name) = 0;

  // Replaces the file at `path` by what `write` streams: temporary file beside it, fsync, rename, fsync of the
  // directory. On any failure the old file is untouched and the temporary one removed.
  virtual Result<void> replace(const std::string& path, const std::function<void(std::ostream&)>& write) = 0;
};

}  // namespace oomscan
