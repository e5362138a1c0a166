#include "process/janitor.hpp"

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstddef>
#include <utility>

#include <poll.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "process/janitor_duty.hpp"

namespace oomscan::process {
namespace {

// It only ever reads; a janitor that takes no note for this long is stopped or gone.
constexpr timeval kTellTimeout{.tv_sec = 2, .tv_usec = 0};
constexpr std::chrono::milliseconds kFarewellTimeout{3'000};

}  // namespace

std::unique_ptr<Janitor> Janitor::start() {
  int ends[2] = {-1, -1};
  if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0) return nullptr;
  UniqueFd ours(ends[0]);
  UniqueFd theirs(ends[1]);
  ::setsockopt(ours.get(), SOL_SOCKET, SO_SNDTIMEO, &kTellTimeout, sizeof kTellTimeout);
  // Until the helper ignores them itself: a signal in between must not run a handler of ours over there.
  sigset_t all;
  sigset_t before;
  ::sigfillset(&all);
  ::sigprocmask(SIG_SETMASK, &all, &before);
  const pid_t pid = ::fork();
  if (pid == 0) {
    ours.reset();
    do_janitor_duty(std::move(theirs));
  }
  ::sigprocmask(SIG_SETMASK, &before, nullptr);
  if (pid < 0) return nullptr;
  return std::unique_ptr<Janitor>(new Janitor(std::move(ours), pid));
}

Janitor::~Janitor() {
  tell_path(JanitorNote::What::run_ended, "");
  // Half-closed rather than closed: its own end of file tells us that it is done.
  ::shutdown(channel_.get(), SHUT_WR);
  pollfd farewell{channel_.get(), POLLIN, 0};
  if (::poll(&farewell, 1, static_cast<int>(kFarewellTimeout.count())) == 0) ::kill(pid_, SIGKILL);
  while (::waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) {
  }
}

void Janitor::run_begins(const std::string& mark) { tell_path(JanitorNote::What::run_begins, mark); }

void Janitor::group_begins(pid_t leader) { tell_group(leader, true); }
void Janitor::group_ended(pid_t leader) { tell_group(leader, false); }

void Janitor::tell_group(pid_t leader, bool begins) {
  JanitorNote note;
  note.what = begins ? JanitorNote::What::group_begins : JanitorNote::What::group_ended;
  note.leader = leader;
  if (tell(&note, offsetof(JanitorNote, path)) || begins) return;
  // It would take a later process of this id for ours. Leftovers are the smaller evil.
  if (!broken_.exchange(true)) ::kill(pid_, SIGKILL);
}

bool Janitor::directory_begins(const std::string& path, dev_t device, ino_t inode) {
  if (path.size() > kNotePathBytesMax) return false;
  JanitorNote note;
  note.what = JanitorNote::What::directory_begins;
  note.device = device;
  note.inode = inode;
  note.path_bytes = static_cast<std::uint32_t>(path.copy(note.path, kNotePathBytesMax));
  tell(&note, offsetof(JanitorNote, path) + note.path_bytes);
  return true;
}

void Janitor::directory_ended(const std::string& path) { tell_path(JanitorNote::What::directory_ended, path); }

void Janitor::tell_path(JanitorNote::What what, const std::string& path) {
  if (path.size() > kNotePathBytesMax) return;
  JanitorNote note;
  note.what = what;
  note.path_bytes = static_cast<std::uint32_t>(path.copy(note.path, kNotePathBytesMax));
  tell(&note, offsetof(JanitorNote, path) + note.path_bytes);
}

bool Janitor::tell(const void* note, std::size_t bytes) {
  while (!broken_) {
    if (::send(channel_.get(), note, bytes, MSG_NOSIGNAL) == static_cast<ssize_t>(bytes)) return true;
    if (errno != EINTR) return false;
  }
  return true;
}

}  // namespace oomscan::process
