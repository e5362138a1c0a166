// Deterministic names, uids and numbers: the same seed text always gives the same sequence.
// Not thread-safe: one source belongs to one builder.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace oomscan::fleet_sim {

class NameSource {
 public:
  explicit NameSource(std::string_view seed);

  // Uniform enough for names; not for anything else.
  [[nodiscard]] std::uint64_t next();
  [[nodiscard]] std::size_t below(std::size_t bound);  // bound >= 1
  // The alphabet of generated Kubernetes names (no vowels, no look-alikes).
  [[nodiscard]] std::string suffix(std::size_t length);
  [[nodiscard]] std::string hex(std::size_t length);
  [[nodiscard]] std::string uid();

 private:
  std::uint64_t state_;
};

}  // namespace oomscan::fleet_sim
