#include "oomscan/posix/guarded_path.hpp"

#include <array>
#include <cerrno>
#include <climits>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <string_view>
#include <vector>

#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <unistd.h>

namespace oomscan {
namespace {

constexpr mode_t kMadeMode = 0700;
constexpr int kLinksMax = 40;           // MAXSYMLINKS of Linux
constexpr uid_t kOverflowUid = 65'534;  // /proc/sys/kernel/overflowuid, which nobody changes
constexpr std::size_t kDatabaseBytes = 16'384;

// In a user namespace the owners that it does not map, root of the host among them, are all shown as 65534. Where 65534
// itself is mapped, it may be somebody.
bool shows_strangers_as_overflow() {
  std::ifstream map("/proc/self/uid_map");
  std::uint64_t inside = 0;
  std::uint64_t outside = 0;
  std::uint64_t count = 0;
  while (map >> inside >> outside >> count) {
    if (inside <= kOverflowUid && kOverflowUid - inside < count) return false;
  }
  return map.eof();
}

bool is_trusted_owner(uid_t owner) {
  if (owner == 0 || owner == ::geteuid()) return true;
  static const bool strangers = shows_strangers_as_overflow();
  return owner == kOverflowUid && strangers;
}

// A group that the system made for this user alone.
bool is_own_group(gid_t group) {
  std::array<char, kDatabaseBytes> user_bytes;
  std::array<char, kDatabaseBytes> group_bytes;
  passwd user{};
  passwd* user_found = nullptr;
  ::getpwuid_r(::geteuid(), &user, user_bytes.data(), user_bytes.size(), &user_found);
  if (user_found == nullptr || user.pw_gid != group) return false;
  struct group entry{};
  struct group* group_found = nullptr;
  ::getgrgid_r(group, &entry, group_bytes.data(), group_bytes.size(), &group_found);
  if (group_found == nullptr || std::strcmp(entry.gr_name, user.pw_name) != 0) return false;
  for (char** member = entry.gr_mem; *member != nullptr; ++member) {
    if (std::strcmp(*member, user.pw_name) != 0) return false;
  }
  return true;
}

bool others_write(const struct stat& info) {
  if ((info.st_mode & S_IWOTH) != 0) return true;
  return (info.st_mode & S_IWGRP) != 0 && info.st_gid != 0 && !is_own_group(info.st_gid);
}

// The parts of a path, last first: a stack of what is still to be walked.
void push_parts(std::vector<std::string>& to_walk, std::string_view path) {
  std::vector<std::string> parts;
  while (!path.empty()) {
    const auto end = path.find('/');
    const std::string_view part = path.substr(0, end);
    path.remove_prefix(end == std::string_view::npos ? path.size() : end + 1);
    if (!part.empty() && part != ".") parts.emplace_back(part);
  }
  to_walk.insert(to_walk.end(), parts.rbegin(), parts.rend());
}

// A directory that may be passed through need not be readable.
UniqueFd open_in(int at, const char* name) {
  constexpr int kFlags = O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;
  UniqueFd opened(::openat(at, name, O_RDONLY | kFlags));
  if (!opened && errno == EACCES) opened = UniqueFd(::openat(at, name, O_PATH | kFlags));
  return opened;
}

class Walk {
 public:
  Walk(const std::string& path, bool create) : create_(create) {
    start_at(path.starts_with('/') ? "/" : ".");
    push_parts(to_walk_, path);
  }

  GuardedWalk run() {
    while (result_.error_number == 0 && !to_walk_.empty()) {
      const std::string part = std::move(to_walk_.back());
      to_walk_.pop_back();
      step(part);
    }
    if (result_.error_number != 0) result_.directory.reset();
    return std::move(result_);
  }

 private:
  void start_at(const char* start) {
    shown_ = start;
    result_.directory = open_in(AT_FDCWD, start);
    if (!result_.directory || ::fstat(result_.directory.get(), &result_.info) != 0) fail(errno);
  }

  void fail(int reason) {
    result_.error_number = reason;
    result_.where = shown_;
  }

  void step(const std::string& part) {
    const bool guarded = is_guarded(result_.info);
    if (!guarded && result_.way_is_guarded) {
      result_.way_is_guarded = false;
      result_.where = shown_;
    }
    const int at = result_.directory.get();
    const std::string above = shown_;
    shown_ += shown_ == "/" ? part : "/" + part;
    UniqueFd next = open_in(at, part.c_str());
    int made = 0;
    if (!next && errno == ENOENT && create_) {
      made = ::mkdirat(at, part.c_str(), kMadeMode) == 0 || errno == EEXIST ? 0 : errno;
      if (made == 0) next = open_in(at, part.c_str());
    }
    if (next) {
      result_.directory = std::move(next);
      if (::fstat(result_.directory.get(), &result_.info) != 0) fail(errno);
      return;
    }
    const int reason = errno;
    struct stat link{};
    if (::fstatat(at, part.c_str(), &link, AT_SYMLINK_NOFOLLOW) == 0 && S_ISLNK(link.st_mode)) {
      // Whoever owns a link in a sticky directory can replace it, the stickiness notwithstanding.
      follow(part, above, is_trusted_owner(link.st_uid) || (guarded && !others_write(result_.info)));
    } else {
      fail(made != 0 ? made : reason);
    }
  }

  void follow(const std::string& part, const std::string& above, bool is_safe) {
    std::array<char, PATH_MAX> target;
    const auto bytes = ::readlinkat(result_.directory.get(), part.c_str(), target.data(), target.size());
    if (bytes <= 0) return fail(bytes < 0 ? errno : ENOENT);
    if (!is_safe || ++links_ > kLinksMax) return fail(ELOOP);
    const std::string_view to(target.data(), static_cast<std::size_t>(bytes));
    if (to.starts_with('/')) {
      start_at("/");
    } else {
      shown_ = above;
    }
    push_parts(to_walk_, to);
  }

  const bool create_;
  std::vector<std::string> to_walk_;
  std::string shown_;
  int links_ = 0;
  GuardedWalk result_;
};

}  // namespace

bool is_guarded(const struct stat& directory) {
  return is_trusted_owner(directory.st_uid) && (!others_write(directory) || (directory.st_mode & S_ISVTX) != 0);
}

bool is_ours_alone(const struct stat& directory) {
  return directory.st_uid == ::geteuid() && (directory.st_mode & (S_IWGRP | S_IWOTH)) == 0;
}

GuardedWalk walk_to_directory(const std::string& path, bool create) { return Walk(path, create).run(); }

}  // namespace oomscan
