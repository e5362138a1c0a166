// Collects a stream in bounded memory: at most `bytes_max` bytes, in time linear in what is appended.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "oomscan/ports/process_runner.hpp"

namespace oomscan::process {

// Not thread-safe.
class Capture {
 public:
  Capture(std::size_t bytes_max, Overflow overflow) : bytes_max_(bytes_max), overflow_(overflow) {}

  // False once there is more than `bytes_max` and Overflow::fail was asked for.
  bool append(std::string_view bytes);

  // The bytes kept, in the order they came; leaves the capture empty.
  [[nodiscard]] std::string take();

  [[nodiscard]] std::size_t dropped() const { return dropped_; }

 private:
  void append_ring(std::string_view bytes);

  std::size_t bytes_max_;
  Overflow overflow_;
  std::string kept_;
  std::size_t oldest_ = 0;  // keep_tail, once full: where the oldest byte is
  std::size_t dropped_ = 0;
};

}  // namespace oomscan::process
