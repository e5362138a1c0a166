// The one thread that forks. PR_SET_PDEATHSIG kills a child when the *thread* that forked it ends, so children must not
// be forked by worker threads that come and go.
#pragma once

#include <condition_variable>
#include <deque>
#include <future>
#include <mutex>
#include <thread>

#include "process/fork_exec.hpp"
#include "process/orphans.hpp"

namespace oomscan::process {

// Thread-safe. Destroying it kills every child it forked that still runs: whoever has a child shares the spawner.
class Spawner {
 public:
  // See Orphans.
  explicit Spawner(bool adopt_orphans = false, pid_t janitor = 0);
  ~Spawner();
  Spawner(const Spawner&) = delete;
  Spawner& operator=(const Spawner&) = delete;

  // Forks `plan`; 0 or an errno. Does not wait for exec.
  int fork_child(ChildPlan& plan);

  [[nodiscard]] Orphans& orphans() { return orphans_; }

 private:
  void serve(const std::stop_token& stop);

  Orphans orphans_;
  std::mutex mutex_;
  std::condition_variable_any wanted_;
  std::deque<std::packaged_task<int()>> waiting_;
  std::jthread thread_;  // last: it uses the others
};

}  // namespace oomscan::process
