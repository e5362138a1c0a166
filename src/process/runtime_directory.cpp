#include "process/runtime_directory.hpp"

#include <cerrno>
#include <cstdlib>
#include <optional>
#include <string_view>
#include <utility>

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include "oomscan/model/text.hpp"
#include "oomscan/posix/guarded_path.hpp"
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
bool is_private(const struct stat& info) {
  return info.st_uid == ::geteuid() && (info.st_mode & (S_IRWXG | S_IRWXO)) == 0;
}

// The door to a cluster is opened by path, by the tool and by us: nobody else may be able to put another in its place,
// anywhere on the way. Otherwise says why not.
std::optional<std::string> objection(const std::string& parent, bool must_be_private) {
  if (!parent.starts_with('/')) return "is not an absolute path";
  if (!fits(parent)) return "is too long for the address of a socket";
  const GuardedWalk walk = walk_to_directory(parent, false);
  if (!walk.directory) return reason_of(walk.error_number);
  if (must_be_private && !is_private(walk.info)) return "is not this user's alone";
  if (!walk.way_is_guarded || !is_guarded(walk.info)) {
    return fmt::format("other users can write to '{}'", printable(walk.where.empty() ? parent : walk.where));
  }
  return std::nullopt;
}

}  // namespace

Result<std::unique_ptr<RuntimeDirectory>> RuntimeDirectory::create(Janitor* janitor) {
  std::string why;
  const auto add_reason = [&](const std::string& parent, const std::string& reason) {
    why += fmt::format("{}'{}': {}", why.empty() ? "" : "; ", printable(parent), reason);
  };
  const auto try_in = [&](const std::string& parent) -> std::unique_ptr<RuntimeDirectory> {
    std::string path = parent + std::string(kPattern);
    if (::mkdtemp(path.data()) == nullptr) {
      add_reason(parent, reason_of(errno));
      return nullptr;
    }
    struct stat info{};
    if (::lstat(path.c_str(), &info) != 0) {
      add_reason(path, reason_of(errno));
      ::rmdir(path.c_str());
      return nullptr;
    }
    return std::unique_ptr<RuntimeDirectory>(new RuntimeDirectory(std::move(path), info.st_dev, info.st_ino, janitor));
  };
  struct Candidate {
    std::string parent;
    bool must_be_private;
  };
  for (const auto& [parent, must_be_private] :
       {Candidate{environment_path("XDG_RUNTIME_DIR"), true}, Candidate{environment_path("TMPDIR"), false},
        Candidate{kLastResort, false}}) {
    if (parent.empty()) continue;
    if (const auto reason = objection(parent, must_be_private)) {
      add_reason(parent, *reason);
    } else if (auto made = try_in(parent)) {
      return made;
    }
  }
  return Error{ErrorKind::io, fmt::format("creating a private directory for sockets: {}", why),
               "set TMPDIR to a directory that you own, below directories that only you and root can write to"};
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
