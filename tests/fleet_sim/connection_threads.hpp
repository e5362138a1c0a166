// Threads for connections, shared by all servers of a fleet: as many as there are connections, none for a server that
// nobody talks to. Thread-safe.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>

namespace oomscan::fleet_sim {

class ConnectionThreads {
 public:
  ConnectionThreads() = default;
  // Waits for every task to end.
  ~ConnectionThreads();
  ConnectionThreads(const ConnectionThreads&) = delete;
  ConnectionThreads& operator=(const ConnectionThreads&) = delete;

  void run(std::function<void()> task);

 private:
  void work();

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::function<void()>> waiting_;
  std::size_t idle_ = 0;
  std::size_t threads_ = 0;
  bool stopping_ = false;
};

}  // namespace oomscan::fleet_sim
