// A Scheduler that runs tasks one after the other on the calling thread, in order.
#pragma once

#include <cstddef>
#include <functional>
#include <stop_token>

#include "oomscan/ports/scheduler.hpp"

namespace oomscan::fakes {

class InlineScheduler : public Scheduler {
 public:
  void for_each(std::size_t count, std::size_t, const std::function<void(std::size_t)>& task,
                std::stop_token stop) override {
    for (std::size_t index = 0; index < count && !stop.stop_requested(); ++index) task(index);
  }
};

}  // namespace oomscan::fakes
