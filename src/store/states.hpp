// States and confidences from their ids.
#pragma once

#include <string_view>

#include "oomscan/model/finding.hpp"

namespace oomscan::store {

// Of a newer program, or of none: unknown, and suspect.
[[nodiscard]] inline State state_of(std::string_view id) {
  for (const State state : {State::active, State::recovered, State::terminating, State::gone}) {
    if (to_id(state) == id) return state;
  }
  return State::unknown;
}

[[nodiscard]] inline Confidence confidence_of(std::string_view id) {
  for (const Confidence confidence : {Confidence::confirmed, Confidence::probable}) {
    if (to_id(confidence) == id) return confidence;
  }
  return Confidence::suspect;
}

}  // namespace oomscan::store
