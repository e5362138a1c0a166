// The detectors there are: one line each, in the order in which they are listed.
#pragma once

#include <span>

#include "detect/rules/rule.hpp"
#include "oomscan/ports/judge.hpp"

namespace oomscan::detect {

struct Detector {
  DetectorInfo info;
  std::span<const Rule* const> rules;   // about pods
  const NodeRule* node_rule = nullptr;  // about nodes
};

// With static storage; thread-safe.
[[nodiscard]] std::span<const Detector> catalog();

// What `--list-detectors` prints and `--types` accepts. With static storage; thread-safe.
[[nodiscard]] std::span<const DetectorInfo> detectors();

}  // namespace oomscan::detect
