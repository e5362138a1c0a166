// What our children leave behind: processes that left the group of the child that started them (setsid, a double fork)
// and would live on after it. The kernel makes us their parent when theirs ends (PR_SET_CHILD_SUBREAPER), and a mark in
// the environment that they inherit says whose they were.
#pragma once

#include <atomic>
#include <cstdint>
#include <mutex>
#include <set>
#include <string>

#include <sys/types.h>

namespace oomscan::process {

// The variable of the mark. Not one of the program's own settings (OOM_SCAN_...).
inline constexpr const char* kMarkVariable = "_OOMSCAN_CHILD";

// Thread-safe. Nobody but the spawner's thread may fork children that are to be left alone, save the janitor: what else
// is a child of the main thread is taken for an orphan.
class Orphans {
 public:
  // With `adopt`, this process adopts orphans from now on. `janitor`: its id, or 0.
  Orphans(bool adopt, pid_t janitor);

  // What stands in the environment of every descendant of this run, before a dot and a number.
  [[nodiscard]] const std::string& run_mark() const { return run_mark_; }
  // For the next child.
  [[nodiscard]] std::string next_mark() { return run_mark_ + "." + std::to_string(++children_) + ";"; }

  // Kills what is left of the child with this mark, and reaps it; waits for that for a bounded time. What has a mark of
  // another child, or has cleared its environment, is left for `end_all`.
  void end_of(const std::string& mark) const;
  void end_all() const;

 private:
  void end_some(const std::string* mark) const;

  const std::string run_mark_;
  const bool adopts_;
  const pid_t janitor_;
  std::atomic<std::uint64_t> children_ = 0;
  mutable std::set<pid_t> unmarked_;  // orphans without an environment, so that each is waited for once
  mutable std::mutex ending_;         // one at a time: what one thread has reaped, another must not kill
};

// Kills every process of this machine that has `run_mark` in its environment, as far as this user may. For the janitor,
// when the program could not do it.
void kill_marked(const std::string& run_mark);

}  // namespace oomscan::process
