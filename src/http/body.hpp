// Collects an answer's body: at most `bytes_max` bytes of it, whatever comes.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "oomscan/ports/process_runner.hpp"

namespace oomscan::http {

// Not thread-safe.
class Body {
 public:
  // `likely_bytes`: what came last time; 0 if unknown. Lists come in chunks without an announced length, and growing
  // step by step cost more than receiving (262 MB: 0.7 s instead of 0.2 s).
  Body(std::size_t bytes_max, Overflow overflow, std::size_t likely_bytes = 0)
      : bytes_max_(bytes_max), overflow_(overflow), likely_bytes_(likely_bytes) {}

  // What the server says will come. False if that is already too much. Saves growing (and copying) step by step.
  bool expect(std::size_t bytes);

  // False once there is more than `bytes_max` and Overflow::fail was asked for.
  bool append(std::string_view bytes);

  // The bytes kept, in the order they came; leaves the body empty.
  [[nodiscard]] std::string take();

  [[nodiscard]] std::size_t dropped() const { return dropped_; }

 private:
  void grow_for(std::size_t bytes);

  std::size_t bytes_max_;
  Overflow overflow_;
  std::size_t likely_bytes_;
  std::string kept_;
  std::size_t oldest_ = 0;  // keep_tail, once full: where the oldest byte is
  std::size_t dropped_ = 0;
};

}  // namespace oomscan::http
