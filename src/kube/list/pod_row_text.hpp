// What the cells of the table of pods say: texts made for people, and older servers make other ones.
// Pure functions, safe from any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "oomscan/model/time.hpp"

namespace oomscan::kube {

// No pod has so many containers or restarts; beyond, a cell is not understood.
inline constexpr std::int64_t kCellNumberMax = 1'000'000'000;

struct Readiness {
  std::int64_t ready = 0;
  std::int64_t containers = 0;
  friend bool operator==(const Readiness&, const Readiness&) = default;
};
// "1/2".
[[nodiscard]] std::optional<Readiness> parse_readiness(std::string_view cell);

struct Restarts {
  std::int64_t count = 0;
  std::optional<Seconds> last_ago{};  // at least
  friend bool operator==(const Restarts&, const Restarts&) = default;
};
// "5", "5 (3m7s ago)". A remark that is not such an age is passed over.
[[nodiscard]] std::optional<Restarts> parse_restarts(std::string_view cell);

// "30s", "3m7s", "85m", "47h", "3d5h", "2y30d": k8s.io/apimachinery/pkg/util/duration (HumanDuration), which rounds
// down; a year is 365 days. nullopt: none of those, e.g. "<unknown>".
[[nodiscard]] std::optional<Seconds> parse_age(std::string_view text);

}  // namespace oomscan::kube
