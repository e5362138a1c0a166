#include "files/private_directory.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <filesystem>
#include <system_error>
#include <utility>

#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include "files/file_error.hpp"
#include "files/file_writing.hpp"
#include "files/nameless_file.hpp"
#include "oomscan/model/text.hpp"
#include "oomscan/posix/guarded_path.hpp"

namespace oomscan::files {
namespace {

constexpr mode_t kDirectoryMode = 0700;
constexpr mode_t kFileMode = 0600;
constexpr int kNumberMax = 1'000;           // of files that want the same name
constexpr std::size_t kUserBytes = 16'384;  // of an entry in the database of users
constexpr std::size_t kUserNameBytesMax = 64;
constexpr const char* kChooseAnother = "choose another directory with --artifacts-dir";

bool is_single_component(std::string_view name) {
  return !name.empty() && name != "." && name != ".." && name.find('/') == std::string_view::npos &&
         name.find('\0') == std::string_view::npos;
}

Error another_users(const std::string& path) {
  return {ErrorKind::local_permission, fmt::format("'{}' belongs to another user", printable(path)), kChooseAnother};
}

Error not_a_name(std::string_view name) {
  return {ErrorKind::usage, fmt::format("'{}' is not the name of a file in a directory", printable(name)), ""};
}

// One that nobody else owns or can write to. Takes `root` by its descriptor.
Result<UniqueFd> open_ours(int root, const std::string& name, const std::string& path) {
  if (::mkdirat(root, name.c_str(), kDirectoryMode) != 0 && errno != EEXIST) {
    return file_error(errno, "creating", path);
  }
  UniqueFd directory(::openat(root, name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  if (!directory) {
    const int reason = errno;
    struct stat info{};
    // What we may not even open is another's, and that is what to say of it.
    if (reason == EACCES && ::fstatat(root, name.c_str(), &info, AT_SYMLINK_NOFOLLOW) == 0 &&
        info.st_uid != ::geteuid()) {
      return another_users(path);
    }
    if (reason != ENOTDIR && reason != ELOOP) return file_error(reason, "opening", path);
    return Error{ErrorKind::local_permission,
                 fmt::format("'{}' is a symbolic link or not a directory", printable(path)),
                 fmt::format("remove it, or {}", kChooseAnother)};
  }
  struct stat info{};
  if (::fstat(directory.get(), &info) != 0) return file_error(errno, "opening", path);
  if (info.st_uid != ::geteuid()) return another_users(path);
  if (!is_ours_alone(info)) {
    return Error{ErrorKind::local_permission, fmt::format("'{}' is writable by others", printable(path)),
                 fmt::format("make it private (chmod 700), or {}", kChooseAnother)};
  }
  return directory;
}

Result<UniqueFd> open_root(const std::string& root) {
  GuardedWalk walk = walk_to_directory(root, true);
  if (!walk.directory) return file_error(walk.error_number, "opening", walk.where);
  return std::move(walk.directory);
}

std::string user_name() {
  passwd user{};
  passwd* found = nullptr;
  std::array<char, kUserBytes> bytes;
  ::getpwuid_r(::geteuid(), &user, bytes.data(), bytes.size(), &found);
  return file_name_safe(found != nullptr ? found->pw_name : fmt::format("{}", ::geteuid()), kUserNameBytesMax);
}

}  // namespace

std::string numbered_name(std::string_view file_name, int number) {
  auto cut = file_name.rfind("__");
  if (cut == std::string_view::npos || cut == 0) cut = file_name.rfind('.');
  if (cut == std::string_view::npos || cut == 0) cut = file_name.size();
  return fmt::format("{}-{}{}", file_name.substr(0, cut), number, file_name.substr(cut));
}

Result<std::unique_ptr<PrivateDirectory>> OpenPrivateDirectory::open(const std::string& root, const std::string& name) {
  if (!is_single_component(name)) return not_a_name(name);
  std::error_code failed;
  const std::filesystem::path absolute_root = std::filesystem::absolute(root.empty() ? "." : root, failed);
  if (failed) return file_error(failed.value(), "opening", root);
  auto root_fd = open_root(absolute_root.native());
  if (!root_fd) return std::move(root_fd).error();
  const std::string path = (absolute_root / name).lexically_normal().native();
  auto directory = open_ours(root_fd->get(), name, path);
  if (!directory) return std::move(directory).error();
  return std::unique_ptr<PrivateDirectory>(new OpenPrivateDirectory(*std::move(directory), path));
}

Result<std::unique_ptr<PrivateDirectory>> OpenPrivateDirectory::open_own(const std::string& root,
                                                                         const std::string& name) {
  auto middle = open(root, "oom-scan-" + user_name());
  if (!middle) return std::move(middle).error();
  if (!is_single_component(name)) return not_a_name(name);
  const std::string path = (*middle)->path() + "/" + name;
  auto directory = open_ours(static_cast<OpenPrivateDirectory&>(**middle).directory_.get(), name, path);
  if (!directory) return std::move(directory).error();
  return std::unique_ptr<PrivateDirectory>(new OpenPrivateDirectory(*std::move(directory), path));
}

Result<std::string> OpenPrivateDirectory::create(std::string_view file_name, std::string_view content) {
  if (!is_single_component(file_name)) return not_a_name(file_name);
  UniqueFd file = open_nameless(directory_.get(), kFileMode);
  const bool nameless = static_cast<bool>(file);
  // O_EXCL does not follow a symbolic link, and neither does a new link.
  const auto take = [&](const std::string& name) {
    if (nameless) return give_name(file, directory_.get(), name.c_str());
    file = UniqueFd(::openat(directory_.get(), name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, kFileMode));
    return file ? 0 : errno;
  };
  std::string name(file_name);
  if (nameless) {
    if (const int failed = write_all(file.get(), content); failed != 0) {
      return file_error(failed, "writing", path_ + "/" + name);
    }
  }
  int failed = take(name);
  for (int number = 2; failed == EEXIST && number <= kNumberMax; ++number) {
    name = numbered_name(file_name, number);
    failed = take(name);
  }
  std::string path = path_ + "/" + name;
  if (failed != 0) return file_error(failed, "creating", path);
  if (!nameless) failed = write_all(file.get(), content);
  const int failed_late = close_checked(file);
  if (failed == 0) failed = failed_late;
  if (failed == 0) return path;
  ::unlinkat(directory_.get(), name.c_str(), 0);
  return file_error(failed, "writing", path);
}

bool OpenPrivateDirectory::is_own_file(const std::string& name) const {
  struct stat info{};
  return ::fstatat(directory_.get(), name.c_str(), &info, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(info.st_mode) &&
         info.st_uid == ::geteuid();
}

Result<std::vector<std::string>> OpenPrivateDirectory::file_names() {
  UniqueFd again(::openat(directory_.get(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!again) return file_error(errno, "reading", path_);
  const std::unique_ptr<DIR, int (*)(DIR*)> listed(::fdopendir(again.get()), ::closedir);
  if (!listed) return file_error(errno, "reading", path_);
  [[maybe_unused]] const int taken_over = again.release();
  std::vector<std::string> names;
  while (const dirent* entry = ::readdir(listed.get())) {
    std::string name = static_cast<const char*>(entry->d_name);
    if (is_own_file(name)) names.push_back(std::move(name));
  }
  std::sort(names.begin(), names.end());
  return names;
}

Result<void> OpenPrivateDirectory::remove(std::string_view file_name) {
  if (!is_single_component(file_name)) return not_a_name(file_name);
  const std::string name(file_name);
  if (!is_own_file(name)) {
    return Error{ErrorKind::not_found, fmt::format("'{}' is no file of ours", printable(path_ + "/" + name)), ""};
  }
  if (::unlinkat(directory_.get(), name.c_str(), 0) == 0) return {};
  return file_error(errno, "removing", path_ + "/" + name);
}

}  // namespace oomscan::files
