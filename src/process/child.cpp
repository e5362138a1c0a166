#include "process/child.hpp"

#include <cerrno>
#include <csignal>
#include <utility>

#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "process/resident_memory.hpp"

namespace oomscan::process {

Result<std::unique_ptr<Child>> Child::fork(const CommandLine& command, std::shared_ptr<Spawner> spawner,
                                           Janitor* janitor) {
  std::string mark = spawner->orphans().next_mark();
  auto plan = ChildPlan::prepare(command, mark);
  if (!plan) return plan.error();
  if (const int reason = spawner->fork_child(*plan); reason != 0) return start_error(reason, command.argv.front());
  plan->close_child_ends();
  return std::unique_ptr<Child>(new Child(*std::move(plan), std::move(mark), std::move(spawner), janitor));
}

Child::Child(ChildPlan plan, std::string mark, std::shared_ptr<Spawner> spawner, Janitor* janitor)
    : plan_(std::move(plan)), mark_(std::move(mark)), spawner_(std::move(spawner)), janitor_(janitor) {
  if (janitor_ != nullptr) janitor_->group_begins(plan_.pid());
  end_fd_ = UniqueFd(static_cast<int>(::syscall(SYS_pidfd_open, plan_.pid(), 0U)));  // close-on-exec by itself
}

Child::~Child() {
  if (!reaped_) reap();
}

int Child::failed_exec() const {
  int reason = 0;
  while (true) {
    const auto got = ::read(plan_.exec_error.get(), &reason, sizeof reason);
    if (got < 0 && errno == EINTR) continue;
    return got == static_cast<ssize_t>(sizeof reason) ? reason : 0;
  }
}

bool Child::has_ended() const {
  siginfo_t info{};
  const auto id = static_cast<id_t>(plan_.pid());
  return ::waitid(P_PID, id, &info, WEXITED | WNOHANG | WNOWAIT) == 0 && info.si_pid == plan_.pid();
}

std::size_t Child::resident_bytes() const { return resident_bytes_of_tree(plan_.pid()); }

void Child::signal_group(int signal) const {
  if (!reaped_) ::kill(-plan_.pid(), signal);
}

Child::End Child::reap() {
  signal_group(SIGKILL);
  siginfo_t info{};
  const auto id = static_cast<id_t>(plan_.pid());
  while (::waitid(P_PID, id, &info, WEXITED | WNOWAIT) != 0 && errno == EINTR) {
  }
  // While it is still a zombie: afterwards its id may be someone else's, and the janitor would kill that.
  if (janitor_ != nullptr) janitor_->group_ended(plan_.pid());
  int status = 0;
  while (::waitpid(plan_.pid(), &status, 0) < 0 && errno == EINTR) {
  }
  reaped_ = true;
  spawner_->orphans().end_of(mark_);
  if (WIFSIGNALED(status)) return {ProcessEnd::signalled, WTERMSIG(status)};
  return {ProcessEnd::exited, WEXITSTATUS(status)};
}

}  // namespace oomscan::process
