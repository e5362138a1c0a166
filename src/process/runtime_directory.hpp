// A private directory for unix sockets, gone when the program is.
#pragma once

#include <cstddef>
#include <memory>
#include <string>

#include <sys/types.h>

#include "oomscan/model/result.hpp"
#include "process/janitor.hpp"

namespace oomscan::process {

// Invariant: 0700, created by us under a directory in which nobody else can replace it, and short enough that
// path() + "/" + a name of up to kSocketNameBytesMax bytes fits into a socket address. Thread-safe (immutable).
class RuntimeDirectory {
 public:
  static constexpr std::size_t kSocketNameBytesMax = 32;

  // In $XDG_RUNTIME_DIR if that is ours alone, else in $TMPDIR, else in /tmp; each only if no other user can put
  // another in its place, nor in that of any directory above it. `janitor` may be null; otherwise it
  // outlives this. io: none of them can be written to.
  static Result<std::unique_ptr<RuntimeDirectory>> create(Janitor* janitor);

  // Removes it with all that is in it.
  ~RuntimeDirectory();
  RuntimeDirectory(const RuntimeDirectory&) = delete;
  RuntimeDirectory& operator=(const RuntimeDirectory&) = delete;

  // Absolute, without a trailing slash.
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  RuntimeDirectory(std::string path, dev_t device, ino_t inode, Janitor* janitor);

  std::string path_;
  dev_t device_;
  ino_t inode_;
  Janitor* janitor_;
};

}  // namespace oomscan::process
