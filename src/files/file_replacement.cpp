#include "files/file_replacement.hpp"

#include <cerrno>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <random>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include "files/file_error.hpp"
#include "files/file_writing.hpp"
#include "files/nameless_file.hpp"
#include "oomscan/model/text.hpp"
#include "oomscan/posix/unique_fd.hpp"

namespace oomscan::files {
namespace {

constexpr mode_t kFileMode = 0600;
constexpr int kTriesMax = 100;

// A file in `directory_fd`, without a name as long as it is written (else with one of its own); removed unless it is
// renamed.
class TemporaryFile {
 public:
  // 0 or an errno.
  int create(int directory_fd) {
    directory_fd_ = directory_fd;
    fd_ = open_nameless(directory_fd);
    if (fd_) return 0;
    return under_a_free_name([this](const char* name) {
      fd_ = UniqueFd(::openat(directory_fd_, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, kFileMode));
      return fd_ ? 0 : errno;
    });
  }
  ~TemporaryFile() {
    if (!name_.empty()) ::unlinkat(directory_fd_, name_.c_str(), 0);
  }
  TemporaryFile() = default;
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;

  [[nodiscard]] int fd() const { return fd_.get(); }

  // To the disk, then to its final name; 0 or an errno.
  int move_to(const std::string& final_name) {
    // Some file systems have no fsync; they are then as safe as they can be.
    if (::fsync(fd_.get()) != 0 && errno != EINVAL && errno != ENOSYS) return errno;
    if (name_.empty()) {
      // A name cannot be taken from another file, so it first gets one to be renamed from.
      const int failed = under_a_free_name([this](const char* name) { return give_name(fd_, directory_fd_, name); });
      if (failed != 0) return failed;
    }
    if (const int failed = close_checked(fd_); failed != 0) return failed;
    if (::renameat(directory_fd_, name_.c_str(), directory_fd_, final_name.c_str()) != 0) return errno;
    name_.clear();
    return 0;
  }

 private:
  // `make` gives 0 or an errno; it is tried with other names as long as that is EEXIST.
  template <class Make>
  int under_a_free_name(Make make) {
    std::random_device random;
    int failed = EEXIST;
    for (int tries = 0; failed == EEXIST && tries < kTriesMax; ++tries) {
      const std::string name = fmt::format(".oom-scan-{:08x}{:08x}.tmp", random(), random());
      failed = make(name.c_str());
      if (failed == 0) name_ = name;
    }
    return failed;
  }

  int directory_fd_ = -1;
  std::string name_;
  UniqueFd fd_;
};

}  // namespace

Result<void> replace_file(const std::string& path, const std::function<void(std::ostream&)>& write) try {
  const std::filesystem::path target(path);
  const std::string name = target.filename().native();
  const std::filesystem::path parent = target.has_parent_path() ? target.parent_path() : std::filesystem::path(".");
  const UniqueFd directory(::open(parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!directory) return file_error(errno, "opening the directory", parent.native());

  struct stat info{};
  const bool exists = ::fstatat(directory.get(), name.c_str(), &info, AT_SYMLINK_NOFOLLOW) == 0;
  if (name.empty() || name == "." || name == ".." || (exists && S_ISDIR(info.st_mode))) {
    return Error{ErrorKind::io, fmt::format("writing '{}': it is a directory", printable(path)),
                 "remove it, or choose another directory"};
  }
  if (exists && !S_ISREG(info.st_mode) && !S_ISLNK(info.st_mode)) {
    return Error{ErrorKind::io, fmt::format("writing '{}': it is not a regular file", printable(path)),
                 "remove it, or choose another directory"};
  }

  TemporaryFile temporary;
  if (const int failed = temporary.create(directory.get()); failed != 0) return file_error(failed, "writing", path);
  FdStreambuf buffer(temporary.fd());
  std::ostream out(&buffer);
  write(out);
  out.flush();
  if (!out.good()) return file_error(buffer.error_number() != 0 ? buffer.error_number() : EIO, "writing", path);
  if (const int failed = temporary.move_to(name); failed != 0) return file_error(failed, "writing", path);
  // If this fails the new file is in place all the same; only a power cut could still bring the old one back.
  ::fsync(directory.get());
  return {};
} catch (const std::exception& failure) {
  return Error{ErrorKind::io, fmt::format("writing '{}': {}", printable(path), printable(failure.what())), ""};
}

}  // namespace oomscan::files
