#include "process/directory_tree.hpp"

#include <cerrno>
#include <memory>
#include <string_view>

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "oomscan/posix/unique_fd.hpp"

namespace oomscan::process {
namespace {

constexpr int kDepthMax = 8;

struct CloseDirectory {
  void operator()(DIR* directory) const { ::closedir(directory); }
};

// Takes `directory_fd` over.
void empty_directory(int directory_fd, int depth) {
  const std::unique_ptr<DIR, CloseDirectory> directory(::fdopendir(directory_fd));
  if (!directory) {
    ::close(directory_fd);
    return;
  }
  const int fd = ::dirfd(directory.get());
  while (const dirent* entry = ::readdir(directory.get())) {
    const char* name = static_cast<const char*>(entry->d_name);
    if (std::string_view(name) == "." || std::string_view(name) == "..") continue;
    if (::unlinkat(fd, name, 0) == 0 || errno != EISDIR || depth == 0) continue;
    const int inner = ::openat(fd, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (inner >= 0) empty_directory(inner, depth - 1);
    ::unlinkat(fd, name, AT_REMOVEDIR);
  }
}

}  // namespace

void remove_directory_tree(const std::string& path, dev_t device, ino_t inode) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  if (fd < 0) return;
  struct stat info{};
  if (::fstat(fd, &info) != 0 || info.st_dev != device || info.st_ino != inode) {
    ::close(fd);
    return;
  }
  empty_directory(fd, kDepthMax);
  ::rmdir(path.c_str());
}

}  // namespace oomscan::process
