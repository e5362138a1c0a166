#include "process/orphans.hpp"

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <random>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "oomscan/posix/unique_fd.hpp"

namespace oomscan::process {
namespace {

// A process that forks faster than it is killed is met again: so often, and no more.
constexpr int kPassesMax = 50;
// A killed process that does not end waits for a disk; it dies when that answers.
constexpr std::chrono::milliseconds kEndTimeout{500};
constexpr std::chrono::milliseconds kEndLookInterval{2};
constexpr int kQuietPasses = 2;
// Of an environment: the kernel's own limit is a few MiB, and the mark was put at its end.
constexpr std::size_t kFileBytesMax = std::size_t{8} << 20;

std::string read_all(const std::string& path) {
  const UniqueFd file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  std::string text;
  std::array<char, 4'096> bytes;
  while (file && text.size() < kFileBytesMax) {
    const auto got = ::read(file.get(), bytes.data(), bytes.size());
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) break;
    text.append(bytes.data(), static_cast<std::size_t>(got));
  }
  return text;
}

std::string environment_of(pid_t pid) { return read_all(fmt::format("/proc/{}/environ", pid)); }

bool names_mark(const std::string& environment, const std::string& mark) {
  return environment.find(fmt::format("{}={}", kMarkVariable, mark)) != std::string::npos;
}

// Orphans become children of the main thread, while our own children are the spawner's. Source: find_new_reaper in the
// kernel's kernel/exit.c takes the first living thread.
std::vector<pid_t> children_of_main_thread() {
  std::vector<pid_t> children;
  const std::string text = read_all(fmt::format("/proc/self/task/{}/children", ::getpid()));
  pid_t number = 0;
  for (const char c : text) {
    if (c >= '0' && c <= '9') {
      number = number * 10 + (c - '0');
    } else if (number != 0) {
      children.push_back(std::exchange(number, 0));
    }
  }
  return children;
}

bool reap(pid_t pid) { return ::waitpid(pid, nullptr, WNOHANG) != 0; }

enum class Mark { wanted, another, none, ended };

// In the middle of an exec, or of its end, a process shows no environment; one that has none shows none for ever, and
// that is known only after a while.
Mark mark_of(pid_t pid, const std::string& wanted) {
  const auto deadline = std::chrono::steady_clock::now() + kEndTimeout;
  while (true) {
    const std::string environment = environment_of(pid);
    if (!environment.empty()) return names_mark(environment, wanted) ? Mark::wanted : Mark::another;
    if (reap(pid)) return Mark::ended;
    if (std::chrono::steady_clock::now() >= deadline) return Mark::none;
    std::this_thread::sleep_for(kEndLookInterval);
  }
}

std::string new_run_mark() {
  std::random_device random;
  return fmt::format("{}-{:08x}{:08x}", ::getpid(), random(), random());
}

}  // namespace

Orphans::Orphans(bool adopt, pid_t janitor)
    : run_mark_(new_run_mark()), adopts_(adopt && ::prctl(PR_SET_CHILD_SUBREAPER, 1) == 0), janitor_(janitor) {}

void Orphans::end_of(const std::string& mark) const { end_some(&mark); }
void Orphans::end_all() const { end_some(nullptr); }

void Orphans::end_some(const std::string* mark) const {
  if (!adopts_) return;
  const std::lock_guard lock(ending_);
  for (int pass = 0; pass < kPassesMax; ++pass) {
    std::vector<pid_t> killed;
    bool reaped_any = false;
    for (const pid_t pid : children_of_main_thread()) {
      if (pid == janitor_) continue;
      // Not reaped by anybody else, so the id is this process's until we do it.
      if (reap(pid)) {
        unmarked_.erase(pid);
        reaped_any = true;
        continue;
      }
      if (mark != nullptr) {
        const Mark found = unmarked_.contains(pid) ? Mark::none : mark_of(pid, *mark);
        if (found == Mark::none) unmarked_.insert(pid);
        if (found == Mark::ended) reaped_any = true;
        if (found != Mark::wanted) continue;
      }
      ::kill(pid, SIGKILL);
      killed.push_back(pid);
    }
    // Children become ours when their parent has ended: they are met in the next pass.
    if (killed.empty() && !reaped_any) return;
    const auto deadline = std::chrono::steady_clock::now() + kEndTimeout;
    for (const pid_t pid : killed) {
      while (!reap(pid) && std::chrono::steady_clock::now() < deadline) std::this_thread::sleep_for(kEndLookInterval);
    }
  }
}

void kill_marked(const std::string& run_mark) {
  int quiet = 0;
  for (int pass = 0; pass < kPassesMax && quiet < kQuietPasses; ++pass) {
    bool found = false;
    DIR* processes = ::opendir("/proc");
    if (processes == nullptr) return;
    while (const dirent* entry = ::readdir(processes)) {
      const pid_t pid = static_cast<pid_t>(std::strtol(static_cast<const char*>(entry->d_name), nullptr, 10));
      if (pid <= 1 || pid == ::getpid() || !names_mark(environment_of(pid), run_mark + ".")) continue;
      // Between looking and killing, the id may have become another's: hold it, and look again.
      const UniqueFd process(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0U)));
      if (!names_mark(environment_of(pid), run_mark + ".")) continue;
      const auto failed =
          process ? ::syscall(SYS_pidfd_send_signal, process.get(), SIGKILL, nullptr, 0U) : ::kill(pid, SIGKILL);
      found = found || failed == 0;
    }
    ::closedir(processes);
    quiet = found ? 0 : quiet + 1;
    std::this_thread::sleep_for(kEndLookInterval);
  }
}

}  // namespace oomscan::process
