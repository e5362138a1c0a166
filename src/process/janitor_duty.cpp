#include "process/janitor_duty.hpp"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "process/directory_tree.hpp"
#include "process/orphans.hpp"

namespace oomscan::process {
namespace {

constexpr int kChannelFd = 3;
// What is closed one by one where close_range does not exist (before Linux 5.9).
constexpr int kCloseByHandMax = 4'096;

struct ListedDirectory {
  std::string path;
  dev_t device = 0;
  ino_t inode = 0;
};

// A janitor that kept a pipe or terminal open would make `oom-scan | cat` hang.
void keep_only(UniqueFd channel) {
  ::dup2(channel.get(), kChannelFd);
  const int null = ::open("/dev/null", O_RDWR);
  for (int fd = 0; fd < kChannelFd; ++fd) {
    if (null < 0 || ::dup2(null, fd) < 0) ::close(fd);
  }
  // Closes the original too, unless it was the very descriptor that stays.
  [[maybe_unused]] const int original = channel.release();
  if (::syscall(SYS_close_range, static_cast<unsigned>(kChannelFd + 1), ~0U, 0U) != 0) {
    for (int fd = kChannelFd + 1; fd < kCloseByHandMax; ++fd) ::close(fd);
  }
}

void stand_apart() {
  ::setsid();
  ::prctl(PR_SET_NAME, "oom-scan-jan");
  // Nobody's disk is kept busy.
  [[maybe_unused]] const int moved = ::chdir("/");
  struct sigaction ignored{};
  ignored.sa_handler = SIG_IGN;
  for (int signal = 1; signal <= SIGRTMAX; ++signal) ::sigaction(signal, &ignored, nullptr);
  sigset_t none;
  ::sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
}

struct Duties {
  std::vector<pid_t> groups;
  std::vector<ListedDirectory> directories;
  std::vector<std::string> run_marks;
};

void take_note(const JanitorNote& note, Duties& duties) {
  auto& [groups, directories, run_marks] = duties;
  std::string path(static_cast<const char*>(note.path), std::min<std::size_t>(note.path_bytes, kNotePathBytesMax));
  switch (note.what) {
    // 1 and below would mean everybody.
    case JanitorNote::What::group_begins:
      if (note.leader > 1) groups.push_back(note.leader);
      return;
    case JanitorNote::What::group_ended:
      std::erase(groups, note.leader);
      return;
    case JanitorNote::What::directory_begins:
      directories.push_back({std::move(path), static_cast<dev_t>(note.device), static_cast<ino_t>(note.inode)});
      return;
    case JanitorNote::What::directory_ended:
      std::erase_if(directories, [&](const ListedDirectory& listed) { return listed.path == path; });
      return;
    case JanitorNote::What::run_begins:
      if (!path.empty()) run_marks.push_back(std::move(path));
      return;
    case JanitorNote::What::run_ended:
      run_marks.clear();
      return;
  }
}

}  // namespace

void do_janitor_duty(UniqueFd channel) {
  stand_apart();
  keep_only(std::move(channel));
  Duties duties;
  while (true) {
    JanitorNote note;
    const auto got = ::recv(kChannelFd, &note, sizeof note, 0);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) break;
    if (static_cast<std::size_t>(got) >= offsetof(JanitorNote, path)) take_note(note, duties);
  }
  for (const pid_t group : duties.groups) ::kill(-group, SIGKILL);
  for (const std::string& mark : duties.run_marks) kill_marked(mark);
  for (const auto& listed : duties.directories) remove_directory_tree(listed.path, listed.device, listed.inode);
  ::_exit(0);
}

}  // namespace oomscan::process
