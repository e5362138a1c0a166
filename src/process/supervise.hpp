// Watches a child from exec to its end: its output, its deadline, a stop request, and what it leaves behind.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <stop_token>
#include <string_view>

#include "process/child.hpp"

namespace oomscan::process {

using Deadline = std::chrono::steady_clock::time_point;

// What came of exec. `error_number` is set if `failed`.
struct ExecOutcome {
  enum class What { started, failed, timed_out, stopped } what = What::started;
  int error_number = 0;
};
[[nodiscard]] ExecOutcome await_exec(const Child& child, Deadline deadline, const std::stop_token& stop);

struct Supervision {
  std::optional<Deadline> deadline;           // none: until it ends or is stopped
  std::chrono::milliseconds kill_after{0};    // between TERM and KILL, both to the group
  std::size_t memory_bytes_max = 0;           // resident, with all that it started; then KILL. 0: no limit
  std::chrono::milliseconds memory_look{50};  // how often to look: at a gigabyte a second, so many MiB too much
  // Called on this thread with what came. `out` returns false to have the child ended for too much output.
  std::function<bool(std::string_view)> out;
  std::function<void(std::string_view)> err;
};

// Blocks until the child has ended and is reaped, and nothing of its group is left. Both pipes are read all the time,
// so the child never blocks on them. A grandchild that holds them open after the child's end delays this by a short
// grace only. `end` says why it ended, the first reason winning.
Child::End supervise(Child& child, const Supervision& rules, const std::stop_token& stop);

}  // namespace oomscan::process
