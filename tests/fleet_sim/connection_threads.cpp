#include "fleet_sim/connection_threads.hpp"

#include <chrono>
#include <thread>
#include <utility>

namespace oomscan::fleet_sim {
namespace {

constexpr std::chrono::seconds kIdleMax{5};

}  // namespace

ConnectionThreads::~ConnectionThreads() {
  std::unique_lock lock(mutex_);
  stopping_ = true;
  changed_.notify_all();
  changed_.wait(lock, [this] { return threads_ == 0; });
}

void ConnectionThreads::run(std::function<void()> task) {
  const std::lock_guard lock(mutex_);
  waiting_.push_back(std::move(task));
  if (idle_ >= waiting_.size()) {
    changed_.notify_one();
  } else {
    ++threads_;
    std::thread([this] { work(); }).detach();
  }
}

void ConnectionThreads::work() {
  std::unique_lock lock(mutex_);
  while (true) {
    if (waiting_.empty()) {
      ++idle_;
      const bool woken = changed_.wait_for(lock, kIdleMax, [this] { return !waiting_.empty() || stopping_; });
      --idle_;
      if (!woken || waiting_.empty()) break;
    }
    const std::function<void()> task = std::move(waiting_.front());
    waiting_.pop_front();
    lock.unlock();
    task();
    lock.lock();
  }
  --threads_;
  changed_.notify_all();  // under the lock: the destructor may run as soon as it is released
}

}  // namespace oomscan::fleet_sim
