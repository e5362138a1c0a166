// One forked process group, from fork until nothing of it is left, nor of what it started and sent away.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include <sys/types.h>

#include "oomscan/model/result.hpp"
#include "oomscan/ports/process_runner.hpp"
#include "oomscan/posix/unique_fd.hpp"
#include "process/janitor.hpp"
#include "process/spawner.hpp"

namespace oomscan::process {

// Invariant: the leader is not reaped before `reap`, so its id cannot be given to another process and signalling the
// group is safe. Not thread-safe.
class Child {
 public:
  // Forks; exec has not succeeded yet: see `exec_error`. `janitor` may be null.
  static Result<std::unique_ptr<Child>> fork(const CommandLine& command, std::shared_ptr<Spawner> spawner,
                                             Janitor* janitor);
  ~Child();  // kills the group and reaps, if that has not been done
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  [[nodiscard]] const UniqueFd& out() const { return plan_.out; }
  [[nodiscard]] const UniqueFd& err() const { return plan_.err; }
  // Readable once exec has succeeded (end of file) or failed (see failed_exec).
  [[nodiscard]] const UniqueFd& exec_error() const { return plan_.exec_error; }
  // The errno that exec failed with; 0 if it succeeded. Blocks until one or the other.
  [[nodiscard]] int failed_exec() const;

  // Readable once the leader has ended; -1 where the kernel has no such thing: then ask `has_ended` from time to time.
  [[nodiscard]] int end_fd() const { return end_fd_.get(); }
  [[nodiscard]] bool has_ended() const;

  // Of the leader and all that it has started; 0 if it has ended.
  [[nodiscard]] std::size_t resident_bytes() const;

  void signal_group(int signal) const;

  // Kills what is left of the group, then waits for the leader and reaps it; then kills what has left the group. `end`
  // is exited or signalled.
  struct End {
    ProcessEnd end = ProcessEnd::exited;
    int code = 0;
  };
  End reap();

 private:
  Child(ChildPlan plan, std::string mark, std::shared_ptr<Spawner> spawner, Janitor* janitor);

  ChildPlan plan_;
  const std::string mark_;            // in the environment of all that it starts
  std::shared_ptr<Spawner> spawner_;  // keeps the forking thread, and with it the child, alive
  Janitor* janitor_;
  UniqueFd end_fd_;
  bool reaped_ = false;
};

}  // namespace oomscan::process
