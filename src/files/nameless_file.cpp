#include "files/nameless_file.hpp"

#include <cerrno>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

namespace oomscan::files {
namespace {

constexpr const char* kDescriptors = "/proc/self/fd";

}  // namespace

UniqueFd open_nameless(int directory_fd, mode_t mode) {
  // Without /proc there would be no way to name it later: see open(2) on O_TMPFILE.
  if (::access(kDescriptors, X_OK) != 0) return {};
  return UniqueFd(::openat(directory_fd, ".", O_TMPFILE | O_WRONLY | O_CLOEXEC, mode));
}

int give_name(const UniqueFd& nameless, int directory_fd, const char* name) {
  const std::string path = fmt::format("{}/{}", kDescriptors, nameless.get());
  return ::linkat(AT_FDCWD, path.c_str(), directory_fd, name, AT_SYMLINK_FOLLOW) == 0 ? 0 : errno;
}

}  // namespace oomscan::files
