#include "scan/cluster_slots.hpp"

namespace oomscan::scan {

std::optional<ClusterSlots::Slot> ClusterSlots::take(std::stop_token stop) {
  std::unique_lock lock{mutex_};
  if (!given_back_.wait(lock, stop, [this] { return free_ > 0; }) || stop.stop_requested()) return std::nullopt;
  --free_;
  return std::optional<Slot>{std::in_place, *this};
}

void ClusterSlots::give_back() {
  {
    const std::lock_guard lock{mutex_};
    ++free_;
  }
  given_back_.notify_one();
}

}  // namespace oomscan::scan
