#include "schedule/thread_scheduler.hpp"

#include <algorithm>
#include <atomic>
#include <system_error>
#include <thread>
#include <vector>

namespace oomscan::schedule {

void ThreadScheduler::for_each(std::size_t count, std::size_t workers, const std::function<void(std::size_t)>& task,
                               std::stop_token stop) {
  std::atomic<std::size_t> next = 0;
  // noexcept: a task that throws is a bug, and ends the program where it happened.
  const auto work = [&]() noexcept {
    while (!stop.stop_requested()) {
      const std::size_t index = next.fetch_add(1, std::memory_order_relaxed);
      if (index >= count) return;
      task(index);
    }
  };
  const std::size_t wanted = std::min(std::max<std::size_t>(workers, 1), count);
  std::vector<std::jthread> others;
  try {
    while (others.size() + 1 < wanted) others.emplace_back(work);
  } catch (const std::system_error&) {
    // The limit of threads is reached; those that there are will do.
  }
  work();
}

}  // namespace oomscan::schedule
