#include "process/fork_exec.hpp"

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <string_view>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#include "oomscan/model/text.hpp"
#include "oomscan/posix/system_error.hpp"
#include "process/orphans.hpp"
#include "process/program_path.hpp"

extern char** environ;  // NOLINT: POSIX names it so

namespace oomscan::process {
namespace {

constexpr int kFirstFreeFd = 3;
constexpr int kExecFailedStatus = 127;
constexpr std::string_view kPathWithoutEnvironment = "/usr/local/bin:/usr/bin:/bin";
constexpr unsigned kCloseRangeCloexec = 1U << 2;  // CLOSE_RANGE_CLOEXEC, Linux 5.11

// Moves a descriptor above 0..2: if this program was started with one of those closed, the kernel hands them out, and
// the child's dup2 would run over them.
UniqueFd above_stdio(UniqueFd fd) {
  if (!fd || fd.get() >= kFirstFreeFd) return fd;
  return UniqueFd(::fcntl(fd.get(), F_DUPFD_CLOEXEC, kFirstFreeFd));
}

bool make_pipe(UniqueFd& reader, UniqueFd& writer, bool reader_blocks) {
  int ends[2] = {-1, -1};
  if (::pipe2(ends, O_CLOEXEC) != 0) return false;
  reader = above_stdio(UniqueFd(ends[0]));
  writer = above_stdio(UniqueFd(ends[1]));
  if (!reader || !writer) return false;
  return reader_blocks || ::fcntl(reader.get(), F_SETFL, O_NONBLOCK) == 0;
}

std::vector<std::string> environment_with(const std::vector<std::pair<std::string, std::string>>& extra) {
  std::vector<std::string> all;
  const auto is_overridden = [&](std::string_view entry) {
    for (const auto& [name, value] : extra) {
      if (entry.size() > name.size() && entry.substr(0, name.size()) == name && entry[name.size()] == '=') return true;
    }
    return false;
  };
  for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
    if (!is_overridden(*entry)) all.emplace_back(*entry);
  }
  for (const auto& [name, value] : extra) all.push_back(name + "=" + value);
  return all;
}

std::vector<char*> pointers_into(std::vector<std::string>& words) {
  std::vector<char*> pointers;
  pointers.reserve(words.size() + 1);
  for (auto& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  return pointers;
}

bool has_nul(const std::vector<std::string>& words) {
  for (const auto& word : words) {
    if (word.find('\0') != std::string::npos) return true;
  }
  return false;
}

}  // namespace

Error start_error(int error_number, std::string_view program) {
  const std::string name = printable(program);
  const std::string message = fmt::format("starting '{}': {}", name, reason_of(error_number));
  switch (error_number) {
    case ENOENT:
      return {ErrorKind::not_found, fmt::format("starting '{}': it, or the interpreter it names, does not exist", name),
              "check its first line, or reinstall it"};
    case EACCES:
    case EPERM:
      return {ErrorKind::local_permission, message,
              "check that it is executable and on a file system that allows programs"};
    case EAGAIN:
      return {ErrorKind::io, message, "the limit of processes is reached: raise it (ulimit -u), or do less at once"};
    case EMFILE:
    case ENFILE:
      return {ErrorKind::io, message, "the limit of open files is reached: raise it (ulimit -n), or do less at once"};
    case ENOMEM:
      return {ErrorKind::io, message, "memory is exhausted: do less at once"};
    case E2BIG:
      return {ErrorKind::io, message, "the arguments and the environment are too large together"};
    default:
      return {ErrorKind::io, message, ""};
  }
}

Result<ChildPlan> ChildPlan::prepare(const CommandLine& command, const std::string& mark) {
  if (command.argv.empty()) return Error{ErrorKind::usage, "no program was named", ""};
  const char* search_path = std::getenv("PATH");
  auto path = find_program(command.argv.front(), search_path != nullptr ? search_path : kPathWithoutEnvironment);
  if (!path) return path.error();

  ChildPlan plan;
  plan.path_ = *std::move(path);
  plan.words_ = command.argv;
  auto extra = command.extra_environment;
  extra.emplace_back(kMarkVariable, mark);
  plan.environment_ = environment_with(extra);
  if (has_nul(plan.words_) || has_nul(plan.environment_)) {
    return Error{ErrorKind::usage, fmt::format("an argument of '{}' holds a NUL byte", printable(plan.path_)), ""};
  }
  plan.child_in_ = above_stdio(UniqueFd(::open("/dev/null", O_RDONLY | O_CLOEXEC)));
  if (!plan.child_in_ || !make_pipe(plan.out, plan.child_out_, false) || !make_pipe(plan.err, plan.child_err_, false) ||
      !make_pipe(plan.exec_error, plan.child_exec_error_, true)) {
    return start_error(errno, command.argv.front());
  }
  return plan;
}

int ChildPlan::fork_child() {
  // Here rather than in `prepare`: moving the plan may have moved short strings.
  argv_ = pointers_into(words_);
  envp_ = pointers_into(environment_);
  parent_ = ::getpid();
  pid_ = ::fork();
  if (pid_ == 0) become_program();
  if (pid_ < 0) {
    pid_ = 0;
    return errno;
  }
  // Both sides do it, so that neither meets a group that does not exist yet.
  ::setpgid(pid_, pid_);
  return 0;
}

void ChildPlan::close_child_ends() {
  child_in_.reset();
  child_out_.reset();
  child_err_.reset();
  child_exec_error_.reset();
}

// Async-signal-safe calls only.
void ChildPlan::become_program() const {
  ::setpgid(0, 0);
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  // The parent may have died before the line above took effect.
  if (::getppid() != parent_) ::_exit(kExecFailedStatus);
  struct sigaction by_default{};
  by_default.sa_handler = SIG_DFL;
  for (int signal = 1; signal <= SIGRTMAX; ++signal) {
    // What whoever started us wanted ignored (nohup), as we ignore none of these ourselves.
    struct sigaction current{};
    const bool may_stay = signal == SIGHUP || signal == SIGINT || signal == SIGQUIT;
    if (may_stay && ::sigaction(signal, nullptr, &current) == 0 && current.sa_handler == SIG_IGN) continue;
    ::sigaction(signal, &by_default, nullptr);
  }
  ::dup2(child_in_.get(), STDIN_FILENO);
  ::dup2(child_out_.get(), STDOUT_FILENO);
  ::dup2(child_err_.get(), STDERR_FILENO);
  // Ours are close-on-exec by themselves; this is for what we inherited. Older kernels say no, which is harmless.
  ::syscall(SYS_close_range, static_cast<unsigned>(kFirstFreeFd), ~0U, kCloseRangeCloexec);
  sigset_t none;
  ::sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  ::execve(path_.c_str(), argv_.data(), envp_.data());
  const int reason = errno;
  [[maybe_unused]] const auto written = ::write(child_exec_error_.get(), &reason, sizeof reason);
  ::_exit(kExecFailedStatus);
}

}  // namespace oomscan::process
