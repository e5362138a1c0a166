// How many clusters are read at once. Only a cluster that answers takes a slot: one that does not keeps nobody waiting.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <optional>
#include <stop_token>
#include <utility>

namespace oomscan::scan {

// So many clusters more than there are slots may be connecting, or waiting with an open session, at a time.
inline constexpr std::size_t kConnectingAheadMax = 8;

// Thread-safe; outlives its slots.
class ClusterSlots {
 public:
  // At least one.
  explicit ClusterSlots(std::size_t count) : free_(count == 0 ? 1 : count) {}

  // Free again when it is destroyed.
  class Slot {
   public:
    explicit Slot(ClusterSlots& of) : of_(&of) {}
    Slot(Slot&& other) noexcept : of_(std::exchange(other.of_, nullptr)) {}
    Slot(const Slot&) = delete;
    Slot& operator=(const Slot&) = delete;
    Slot& operator=(Slot&&) = delete;
    ~Slot() {
      if (of_ != nullptr) of_->give_back();
    }

   private:
    ClusterSlots* of_;
  };

  // Blocks until one is free; nullopt if a stop came first.
  [[nodiscard]] std::optional<Slot> take(std::stop_token stop);

 private:
  void give_back();

  std::mutex mutex_;
  std::condition_variable_any given_back_;
  std::size_t free_;
};

}  // namespace oomscan::scan
