// Bounded parallelism.
#pragma once

#include <cstddef>
#include <functional>
#include <stop_token>

namespace oomscan {

// Thread-safe; may be called from inside a task (waits go down only, so it cannot deadlock).
class Scheduler {
 public:
  virtual ~Scheduler() = default;

  // Calls task(0) ... task(count - 1), at most `workers` (at least 1) at once, a new one as soon as one ends; returns
  // when all have ended. After a stop is requested no further task starts. What a task allocates is on the caller's
  // account. A task may throw std::bad_alloc: then no further one starts, and so does this, when all have ended. One
  // that throws anything else ends the program as a bug.
  virtual void for_each(std::size_t count, std::size_t workers, const std::function<void(std::size_t)>& task,
                        std::stop_token stop) = 0;
};

}  // namespace oomscan
