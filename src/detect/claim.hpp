// What one rule says about one container. Values.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "oomscan/model/finding.hpp"

namespace oomscan::detect {

// A moment that a series of samples tells: that of `time`, or up to `late_max` before it.
struct SampledMoment {
  Timestamp time;
  Seconds late_max{0};
};

struct Claim {
  std::string container{};  // empty: unknown which of the pod's
  ContainerKind kind = ContainerKind::main;
  Confidence confidence = Confidence::suspect;
  // Moments of failure: when runs ended, and Events about failures whose end is not known. Not yet held against the
  // range.
  std::vector<Timestamp> ended_at{};
  std::vector<Timestamp> seen_at{};
  std::vector<SampledMoment> sampled_at{};  // of one observation: no two of them are one failure
  bool holds_now = false;                   // waiting because of it at this moment: in the range whatever the moments
  std::string cause{};
  std::optional<int> exit_code{};
  std::vector<Evidence> evidence{};  // never empty
};

using Claims = std::vector<Claim>;

}  // namespace oomscan::detect
