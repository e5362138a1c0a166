#include "schedule/thread_scheduler.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <new>
#include <system_error>
#include <thread>
#include <vector>

#include "oomscan/posix/heap_account.hpp"

namespace oomscan::schedule {

void ThreadScheduler::for_each(std::size_t count, std::size_t workers, const std::function<void(std::size_t)>& task,
                               std::stop_token stop) {
  std::atomic<std::size_t> next = 0;
  std::atomic<bool> out_of_memory = false;
  HeapAccount* const account = heap_account_here();
  // noexcept: a task that throws anything else is a bug, and ends the program where it happened.
  const auto work = [&]() noexcept {
    const HeapScope scope(account);
    try {
      while (!stop.stop_requested() && !out_of_memory) {
        const std::size_t index = next.fetch_add(1, std::memory_order_relaxed);
        if (index >= count) return;
        task(index);
      }
    } catch (const std::bad_alloc&) {
      out_of_memory = true;
    } catch (...) {
      std::terminate();  // from here, so that its words are those of the exception
    }
  };
  const std::size_t wanted = std::min(std::max<std::size_t>(workers, 1), count);
  {
    std::vector<std::jthread> others;
    try {
      while (others.size() + 1 < wanted) others.emplace_back(work);
    } catch (const std::system_error&) {
      // The limit of threads is reached; those that there are will do.
    }
    work();
  }
  if (out_of_memory) throw std::bad_alloc();
}

}  // namespace oomscan::schedule
