// What container runtimes say where a memory limit does not hold a container's first process.
// Pure functions, safe from any thread.
#pragma once

#include <span>
#include <string_view>

namespace oomscan::detect {

// The sentence of one runtime, with its source. `then`, if there is one, follows later in the same message.
struct LimitSentence {
  std::string_view words;
  std::string_view then;
  std::string_view source;  // repository, file, versions
};

// With static storage; thread-safe.
[[nodiscard]] std::span<const LimitSentence> limit_sentences();

// Holds the message one of the sentences, outside the quotes in which runtimes name the command that they could not
// run? That name is the user's choice.
[[nodiscard]] bool says_limit_is_too_low(std::string_view message);

}  // namespace oomscan::detect
