#include "process/process_runner.hpp"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <exception>
#include <stop_token>
#include <utility>

#include <fmt/format.h>

#include "oomscan/model/text.hpp"
#include "process/capture.hpp"
#include "process/child.hpp"
#include "process/piped_process.hpp"
#include "process/spawner.hpp"
#include "process/supervise.hpp"

namespace oomscan::process {
namespace {

// Reading a program from a slow network disk may take a while; more than this is a disk that hangs.
constexpr std::chrono::seconds kStartTimeout{10};
// Keeps the arithmetic of deadlines from overflowing.
constexpr std::chrono::milliseconds kTimeoutMax = std::chrono::hours{24 * 7};

class ForkingProcessRunner : public ProcessRunner {
 public:
  explicit ForkingProcessRunner(Janitor* janitor)
      : janitor_(janitor),
        spawner_(std::make_shared<Spawner>(janitor != nullptr, janitor == nullptr ? 0 : janitor->pid())) {
    if (janitor_ != nullptr) janitor_->run_begins(spawner_->orphans().run_mark());
  }
  // Those of children that outlive the runner end with these.
  ~ForkingProcessRunner() override { spawner_->orphans().end_all(); }
  ForkingProcessRunner(const ForkingProcessRunner&) = delete;
  ForkingProcessRunner& operator=(const ForkingProcessRunner&) = delete;

  Result<ProcessOutcome> run(const CommandLine& command, const ProcessLimits& limits, std::stop_token stop) override
      try {
    const Deadline deadline = std::chrono::steady_clock::now() + std::min(limits.timeout, kTimeoutMax);
    auto forked = Child::fork(command, spawner_, janitor_);
    if (!forked) return forked.error();
    Child& child = **forked;

    // If the deadline or a stop came first, `supervise` sees that as well, and ends the child in the usual way.
    const ExecOutcome exec = await_exec(child, deadline, stop);
    if (exec.what == ExecOutcome::What::failed) return start_error(exec.error_number, command.argv.front());

    Capture out(limits.stdout_bytes_max, limits.stdout_overflow);
    Capture err(limits.stderr_bytes_max, Overflow::keep_head);
    Supervision rules;
    rules.deadline = deadline;
    rules.kill_after = limits.kill_after;
    rules.memory_bytes_max = command.memory_bytes_max;
    rules.out = [&](std::string_view bytes) { return out.append(bytes); };
    rules.err = [&](std::string_view bytes) { err.append(bytes); };
    const Child::End end = supervise(child, rules, stop);
    ProcessOutcome outcome;
    outcome.end = end.end;
    outcome.code = end.code;
    outcome.out = out.take();
    outcome.err = err.take();
    outcome.out_bytes_dropped = out.dropped();
    return outcome;
  } catch (const std::exception& failure) {
    return out_of_resources(command, failure);
  }

  Result<std::unique_ptr<RunningProcess>> start(const CommandLine& command) override try {
    const Deadline deadline = std::chrono::steady_clock::now() + kStartTimeout;
    auto child = Child::fork(command, spawner_, janitor_);
    if (!child) return child.error();
    const ExecOutcome exec = await_exec(**child, deadline, std::stop_token{});
    if (exec.what == ExecOutcome::What::failed) return start_error(exec.error_number, command.argv.front());
    if (exec.what != ExecOutcome::What::started) {
      return Error{ErrorKind::timed_out,
                   fmt::format("starting '{}': it could not be loaded within {} s", printable(command.argv.front()),
                               kStartTimeout.count()),
                   "check the disk that it is on"};
    }
    return std::unique_ptr<RunningProcess>(std::make_unique<PipedProcess>(*std::move(child), command.memory_bytes_max));
  } catch (const std::exception& failure) {
    return out_of_resources(command, failure);
  }

 private:
  // std::bad_alloc, or std::system_error for want of a thread. What was forked is killed on the way out.
  static Error out_of_resources(const CommandLine& command, const std::exception& failure) {
    return {
        ErrorKind::io,
        fmt::format("running '{}': {}", printable(command.argv.empty() ? "" : command.argv.front()), failure.what()),
        "memory or the limit of processes (ulimit -u) is exhausted: do less at once"};
  }

  Janitor* janitor_;
  std::shared_ptr<Spawner> spawner_;
};

}  // namespace

std::unique_ptr<ProcessRunner> make_process_runner(Janitor* janitor) {
  struct sigaction current{};
  if (::sigaction(SIGCHLD, nullptr, &current) == 0 && current.sa_handler == SIG_IGN) ::signal(SIGCHLD, SIG_DFL);
  return std::make_unique<ForkingProcessRunner>(janitor);
}

}  // namespace oomscan::process
