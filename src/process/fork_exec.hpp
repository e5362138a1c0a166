// From a prepared plan to a forked child. Everything that allocates or locks happens before the fork: in a program with
// threads, only async-signal-safe calls are allowed between fork and exec.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <sys/types.h>

#include "oomscan/model/result.hpp"
#include "oomscan/ports/process_runner.hpp"
#include "oomscan/posix/unique_fd.hpp"

namespace oomscan::process {

// The parent's ends, and what the child will become. Move-only; not thread-safe.
class ChildPlan {
 public:
  // not_found: no such program; local_permission: not executable; io: out of descriptors; usage: an argument with a NUL
  // byte, or no program. `mark`: value of kMarkVariable in the child's environment.
  static Result<ChildPlan> prepare(const CommandLine& command, const std::string& mark);

  // Forks; 0 on success, else errno. The calling thread must live as long as the child may: the child is killed when
  // the thread ends. All signals must be blocked in it, lest a handler of ours runs in the child.
  int fork_child();

  // After fork_child: closes the child's ends.
  void close_child_ends();

  [[nodiscard]] pid_t pid() const { return pid_; }
  UniqueFd out;         // reads the child's stdout, non-blocking
  UniqueFd err;         // reads the child's stderr, non-blocking
  UniqueFd exec_error;  // end of file: exec succeeded; else an errno as int

 private:
  [[noreturn]] void become_program() const;

  std::string path_;
  std::vector<std::string> words_;
  std::vector<std::string> environment_;
  std::vector<char*> argv_;  // into words_
  std::vector<char*> envp_;  // into environment_
  UniqueFd child_in_;
  UniqueFd child_out_;
  UniqueFd child_err_;
  UniqueFd child_exec_error_;
  pid_t parent_ = 0;
  pid_t pid_ = 0;
};

// An Error for a system call that failed while "starting 'x'"; hints at the limit that was hit.
[[nodiscard]] Error start_error(int error_number, std::string_view program);

}  // namespace oomscan::process
