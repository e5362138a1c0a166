// Bounded parallelism with threads of the call's own: no pool that could be exhausted by waiting for itself.
#pragma once

#include "oomscan/ports/scheduler.hpp"

namespace oomscan::schedule {

// The calling thread is one of the workers. If the system gives fewer threads than asked for, those do all the work.
// Stateless, thread-safe.
class ThreadScheduler : public Scheduler {
 public:
  void for_each(std::size_t count, std::size_t workers, const std::function<void(std::size_t)>& task,
                std::stop_token stop) override;
};

}  // namespace oomscan::schedule
