// How much memory a run may keep, shared by those who work in it.
#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "oomscan/model/result.hpp"

namespace oomscan {

// Thread-safe.
class MemoryBudget {
 public:
  virtual ~MemoryBudget() = default;

  // One piece of work. While it lives, the thread that opened it, and the tasks of a Scheduler that are started from
  // there, work on its account. Closed by the thread that opened it.
  class Share {
   public:
    virtual ~Share() = default;
    // memory_limit: the run had more than it may and this share had the most, so that it has to end. From then on
    // allocations of its threads may throw std::bad_alloc.
    [[nodiscard]] virtual std::optional<Error> over() const = 0;
  };
  // `on_over` is called at most once, from a thread of the budget's own, and never after the share was closed.
  [[nodiscard]] virtual std::unique_ptr<Share> open(std::function<void()> on_over) = 0;
};

}  // namespace oomscan
