#include "process/runtime_directory.hpp"

#include <cerrno>
#include <cstdlib>
#include <string_view>
#include <utility>

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include "oomscan/model/text.hpp"
#include "oomscan/posix/system_error.hpp"
#include "process/directory_tree.hpp"

namespace oomscan::process {
namespace {

constexpr std::size_t kSocketPathBytesMax = 107;  // sun_path is 108 bytes with its NUL
constexpr std::string_view kPattern = "/oom-scan-XXXXXX";
constexpr const char* kLastResort = "/tmp";

std::string environment_path(const char* name) {
  const char* value = std::getenv(name);
  std::string path = value != nullptr ? value : "";
  while (path.size() > 1 && path.back() == '/') path.pop_back();
  return path;
}

bool fits(std::string_view parent) {
  return parent.size() + kPattern.size() + 1 + RuntimeDirectory::kSocketNameBytesMax <= kSocketPathBytesMax;
}

// As the XDG specification demands of $XDG_RUNTIME_DIR.
bool is_ours_alone(const struct stat& info) {
  return info.st_uid == ::geteuid() && (info.st_mode & (S_IRWXG | S_IRWXO)) == 0;
}

// Nobody else can rename what we create in it.
bool is_safe_parent(const struct stat& info) {
  const bool others_write = (info.st_mode & (S_IWGRP | S_IWOTH)) != 0;
  const bool trusted_owner = info.st_uid == ::geteuid() || info.st_uid == 0;
  return trusted_owner && (!others_write || (info.st_mode & S_ISVTX) != 0);
}

template <class Accept>
bool accepts(const std::string& parent, Accept accept) {
  struct stat info{};
  return parent.starts_with('/') && fits(parent) && ::stat(parent.c_str(), &info) == 0 && S_ISDIR(info.st_mode) &&
         accept(info);
}

}  // namespace

Result<std::unique_ptr<RuntimeDirectory>> RuntimeDirectory::create(Janitor* janitor) {
  std::string why = "no directory is safe from other users";
  const auto try_in = [&](const std::string& parent) -> std::unique_ptr<RuntimeDirectory> {
    std::string path = parent + std::string(kPattern);
    if (::mkdtemp(path.data()) == nullptr) {
      why = fmt::format("'{}': {}", printable(parent), reason_of(errno));
      return nullptr;
    }
    struct stat info{};
    if (::lstat(path.c_str(), &info) != 0) {
      why = fmt::format("'{}': {}", printable(path), reason_of(errno));
      ::rmdir(path.c_str());
      return nullptr;
    }
    return std::unique_ptr<RuntimeDirectory>(new RuntimeDirectory(std::move(path), info.st_dev, info.st_ino, janitor));
  };
  if (const std::string parent = environment_path("XDG_RUNTIME_DIR"); accepts(parent, is_ours_alone)) {
    if (auto made = try_in(parent)) return made;
  }
  for (const std::string& parent : {environment_path("TMPDIR"), std::string(kLastResort)}) {
    if (!accepts(parent, is_safe_parent)) continue;
    if (auto made = try_in(parent)) return made;
  }
  return Error{ErrorKind::io, fmt::format("creating a private directory for sockets: {}", why),
               "set TMPDIR to a directory that you own and that has space"};
}

RuntimeDirectory::RuntimeDirectory(std::string path, dev_t device, ino_t inode, Janitor* janitor)
    : path_(std::move(path)), device_(device), inode_(inode), janitor_(janitor) {
  if (janitor_ != nullptr) janitor_->directory_begins(path_, device_, inode_);
}

RuntimeDirectory::~RuntimeDirectory() {
  remove_directory_tree(path_, device_, inode_);
  if (janitor_ != nullptr) janitor_->directory_ended(path_);
}

}  // namespace oomscan::process
