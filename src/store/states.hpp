// States, confidences and types from their texts in tables.
#pragma once

#include <string>
#include <string_view>
#include <vector>

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

// Types of failures as one text: no id of one holds a space.
[[nodiscard]] inline std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  while (!text.empty()) {
    const std::size_t end = text.find(' ');
    if (end != 0) words.emplace_back(text.substr(0, end));
    text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
  }
  return words;
}

}  // namespace oomscan::store
