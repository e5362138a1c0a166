#include "files/private_directory.hpp"

#include <cerrno>
#include <filesystem>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include "files/file_error.hpp"
#include "files/file_writing.hpp"
#include "files/nameless_file.hpp"
#include "oomscan/model/text.hpp"

namespace oomscan::files {
namespace {

constexpr mode_t kDirectoryMode = 0700;
constexpr mode_t kFileMode = 0600;
constexpr int kNumberMax = 1'000;  // of files that want the same name
constexpr const char* kChooseAnother = "choose another directory with --artifacts-dir";

bool is_single_component(std::string_view name) {
  return !name.empty() && name != "." && name != ".." && name.find('/') == std::string_view::npos &&
         name.find('\0') == std::string_view::npos;
}

Error not_a_name(std::string_view name) {
  return {ErrorKind::usage, fmt::format("'{}' is not the name of a file in a directory", printable(name)), ""};
}

// Opens a directory that the user has chosen; creates it, and what is above it, if it is missing.
Result<UniqueFd> open_root(const std::filesystem::path& root) {
  constexpr int kFlags = O_RDONLY | O_DIRECTORY | O_CLOEXEC;
  UniqueFd fd(::open(root.c_str(), kFlags));
  if (fd) return fd;
  if (errno != ENOENT) return file_error(errno, "opening", root.native());
  std::filesystem::path made;
  for (const auto& part : root) {
    made /= part;
    if (::mkdir(made.c_str(), kDirectoryMode) == 0 || errno == EEXIST) continue;
    // A file system that is read-only says so even of directories that exist.
    std::error_code ignored;
    if (!std::filesystem::is_directory(made, ignored)) return file_error(errno, "creating", made.native());
  }
  fd = UniqueFd(::open(root.c_str(), kFlags));
  if (!fd) return file_error(errno, "opening", root.native());
  return fd;
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
  auto root_fd = open_root(absolute_root);
  if (!root_fd) return std::move(root_fd).error();

  const std::string path = (absolute_root / name).lexically_normal().native();
  if (::mkdirat(root_fd->get(), name.c_str(), kDirectoryMode) != 0 && errno != EEXIST) {
    return file_error(errno, "creating", path);
  }
  UniqueFd directory(::openat(root_fd->get(), name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  if (!directory) {
    if (errno != ENOTDIR && errno != ELOOP) return file_error(errno, "opening", path);
    return Error{ErrorKind::forbidden, fmt::format("'{}' is a symbolic link or not a directory", printable(path)),
                 fmt::format("remove it, or {}", kChooseAnother)};
  }
  struct stat info{};
  if (::fstat(directory.get(), &info) != 0) return file_error(errno, "opening", path);
  if (info.st_uid != ::geteuid()) {
    return Error{ErrorKind::forbidden, fmt::format("'{}' belongs to another user", printable(path)), kChooseAnother};
  }
  if ((info.st_mode & (S_IWGRP | S_IWOTH)) != 0) {
    return Error{ErrorKind::forbidden, fmt::format("'{}' is writable by others", printable(path)),
                 fmt::format("make it private (chmod 700), or {}", kChooseAnother)};
  }
  return std::unique_ptr<PrivateDirectory>(new OpenPrivateDirectory(std::move(directory), path));
}

Result<std::string> OpenPrivateDirectory::create(std::string_view file_name, std::string_view content) {
  if (!is_single_component(file_name)) return not_a_name(file_name);
  UniqueFd file = open_nameless(directory_.get());
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

}  // namespace oomscan::files
