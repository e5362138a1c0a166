#include "process/spawner.hpp"

#include <cerrno>
#include <csignal>
#include <system_error>
#include <utility>

#include <pthread.h>

namespace oomscan::process {

Spawner::Spawner(bool adopt_orphans, pid_t janitor) : orphans_(adopt_orphans, janitor) {
  try {
    thread_ = std::jthread([this](const std::stop_token& stop) { serve(stop); });
  } catch (const std::system_error&) {
    // Said by fork_child, when someone wants a child.
  }
}

Spawner::~Spawner() = default;

int Spawner::fork_child(ChildPlan& plan) {
  if (!thread_.joinable()) return EAGAIN;
  std::packaged_task<int()> task([&plan] { return plan.fork_child(); });
  auto done = task.get_future();
  {
    const std::lock_guard lock(mutex_);
    waiting_.push_back(std::move(task));
  }
  wanted_.notify_one();
  return done.get();
}

void Spawner::serve(const std::stop_token& stop) {
  sigset_t all;
  ::sigfillset(&all);
  ::pthread_sigmask(SIG_SETMASK, &all, nullptr);
  while (true) {
    std::packaged_task<int()> task;
    {
      std::unique_lock lock(mutex_);
      if (!wanted_.wait(lock, stop, [this] { return !waiting_.empty(); })) return;
      task = std::move(waiting_.front());
      waiting_.pop_front();
    }
    task();
  }
}

}  // namespace oomscan::process
