#include "files/file_replacement.hpp"

#include <array>
#include <cerrno>
#include <climits>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <optional>
#include <random>
#include <string_view>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include "files/file_error.hpp"
#include "files/file_writing.hpp"
#include "files/nameless_file.hpp"
#include "oomscan/model/text.hpp"
#include "oomscan/posix/guarded_path.hpp"
#include "oomscan/posix/system_error.hpp"
#include "oomscan/posix/unique_fd.hpp"

namespace oomscan::files {
namespace {

constexpr mode_t kPrivateMode = 0600;
constexpr mode_t kModeBeforeUmask = 0666;
constexpr mode_t kPermissions = 0777;  // never the set-user-id bits of what was there
constexpr int kTriesMax = 100;
constexpr int kLinksMax = 40;  // as the kernel's

// What a replaced file hands on to its successor.
struct Heritage {
  mode_t mode = 0;
  uid_t owner = 0;
  gid_t group = 0;
};

// A file in `directory_fd`, without a name as long as it is written (else with one of its own); removed unless it is
// renamed.
class TemporaryFile {
 public:
  // 0 or an errno.
  int create(int directory_fd, const std::optional<Heritage>& heritage) {
    directory_fd_ = directory_fd;
    // The kernel takes the umask, or the directory's default access list, into account.
    const mode_t mode = heritage ? kPrivateMode : kModeBeforeUmask;
    fd_ = open_nameless(directory_fd, mode);
    int failed = 0;
    if (!fd_) {
      failed = under_a_free_name([&](const char* name) {
        fd_ = UniqueFd(::openat(directory_fd_, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode));
        return fd_ ? 0 : errno;
      });
    }
    if (failed == 0 && heritage) inherit(*heritage);
    return failed;
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
  void inherit(const Heritage& heritage) {
    mode_t mode = heritage.mode & kPermissions;
    // Whoever is not root may still give a file to a group of his own.
    const bool as_before = ::fchown(fd_.get(), heritage.owner, heritage.group) == 0 ||
                           ::fchown(fd_.get(), static_cast<uid_t>(-1), heritage.group) == 0;
    // What was allowed to that group is not allowed to another.
    if (!as_before) mode &= ~static_cast<mode_t>(S_IRWXG);
    // A file system without modes has none to keep.
    [[maybe_unused]] const int kept = ::fchmod(fd_.get(), mode);
  }

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

struct Place {
  UniqueFd directory;
  struct stat info{};
};

Result<Place> open_place(const std::string& directory) {
  GuardedWalk walk = walk_to_directory(directory, false);
  if (!walk.directory) return file_error(walk.error_number, "opening the directory", walk.where);
  if (!walk.way_is_guarded && !is_ours_alone(walk.info)) {
    return Error{
        ErrorKind::local_permission,
        fmt::format("'{}' is not safe to write to: other users can put something else in its place, as '{}' "
                    "is theirs or writable to them",
                    printable(directory), printable(walk.where)),
        fmt::format("take that from them (chmod go-w '{}'), or choose another directory", printable(walk.where))};
  }
  return Place{std::move(walk.directory), walk.info};
}

// Nobody else could have put there what is there.
bool is_ours_to_fill(const struct stat& directory) {
  return is_guarded(directory) && (directory.st_mode & S_ISVTX) == 0;
}

bool is_of_ours(const struct stat& entry) { return entry.st_uid == ::geteuid() || entry.st_uid == 0; }

Error in_the_way(const std::string& path, std::string_view what) {
  return {ErrorKind::io, fmt::format("writing '{}': it is {}", printable(path), what),
          "remove it, or choose another directory"};
}

// Where the link leads; empty: it cannot be read.
std::string link_target(int directory, const std::string& name) {
  std::array<char, PATH_MAX> target;
  const auto bytes = ::readlinkat(directory, name.c_str(), target.data(), target.size());
  return bytes <= 0 ? std::string() : std::string(target.data(), static_cast<std::size_t>(bytes));
}

Result<void> replace_at(const std::string& path, const std::function<void(std::ostream&)>& write, int links_left) {
  const std::filesystem::path target(path);
  const std::string name = target.filename().native();
  const std::filesystem::path parent = target.has_parent_path() ? target.parent_path() : std::filesystem::path(".");
  auto place = open_place(parent.native());
  if (!place) return std::move(place).error();
  const int directory = place->directory.get();

  struct stat info{};
  const bool exists = ::fstatat(directory, name.c_str(), &info, AT_SYMLINK_NOFOLLOW) == 0;
  if (name.empty() || name == "." || name == ".." || (exists && S_ISDIR(info.st_mode))) {
    return in_the_way(path, "a directory");
  }
  if (exists && !S_ISREG(info.st_mode) && !S_ISLNK(info.st_mode)) return in_the_way(path, "not a regular file");
  const bool is_trusted = exists && (is_of_ours(info) || is_ours_to_fill(place->info));
  if (exists && S_ISLNK(info.st_mode) && is_trusted) {
    const std::string leads_to = link_target(directory, name);
    if (leads_to.empty() || links_left == 0) return in_the_way(path, "a symbolic link that leads nowhere");
    return replace_at((parent / leads_to).native(), write, links_left - 1);
  }
  std::optional<Heritage> heritage;
  if (is_trusted && S_ISREG(info.st_mode)) heritage = Heritage{info.st_mode, info.st_uid, info.st_gid};

  TemporaryFile temporary;
  if (const int failed = temporary.create(directory, heritage); failed != 0) {
    return file_error(failed, "writing", path);
  }
  FdStreambuf buffer(temporary.fd());
  std::ostream out(&buffer);
  write(out);
  out.flush();
  if (!out.good()) return file_error(buffer.error_number() != 0 ? buffer.error_number() : EIO, "writing", path);
  if (const int failed = temporary.move_to(name); failed != 0) return file_error(failed, "writing", path);
  // If this fails the new file is in place all the same; only a power cut could still bring the old one back.
  ::fsync(directory);
  return {};
}

}  // namespace

Result<void> replace_file(const std::string& path, const std::function<void(std::ostream&)>& write) try {
  return replace_at(path, write, kLinksMax);
} catch (const std::exception& failure) {
  return Error{ErrorKind::io, fmt::format("writing '{}': {}", printable(path), printable(failure.what())), ""};
}

Result<void> check_result_place(const std::string& directory) {
  const auto refused = [&](ErrorKind kind, std::string_view what) {
    return Error{kind, fmt::format("'{}' is {}", printable(directory), what), ""};
  };
  auto place = open_place(directory);
  if (!place) {
    Error error = std::move(place).error();
    if (error.kind == ErrorKind::not_found) return refused(error.kind, "not there");
    struct stat info{};
    const bool is_file = ::stat(directory.c_str(), &info) == 0 && !S_ISDIR(info.st_mode);
    return is_file ? refused(ErrorKind::io, "not a directory") : error;
  }
  if (::faccessat(place->directory.get(), ".", W_OK | X_OK, AT_EACCESS) == 0) return {};
  const int reason = errno;
  const ErrorKind kind = reason == EROFS ? ErrorKind::io : ErrorKind::local_permission;
  return refused(kind, fmt::format("not writable: {}", reason_of(reason)));
}

}  // namespace oomscan::files
