// What a fuzz target is: one function that takes any bytes, and checks what must hold whatever they are.
// The same function runs under libFuzzer (preset `fuzz`) and under replay_main.cpp (every other build).
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace oomscan::fuzz {

[[nodiscard]] inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};  // NOLINT: bytes as characters
}

// A broken promise ends the program, so that the input is kept like that of a crash.
inline void expect(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "broken: %s\n", what);
  std::abort();
}

struct Halves {
  std::string_view first;
  std::string_view second;
};

// Two texts in one input, a NUL between them.
[[nodiscard]] inline Halves halves_of(std::string_view text) {
  const std::size_t cut = text.find('\0');
  if (cut == std::string_view::npos) return {text, {}};
  return {text.substr(0, cut), text.substr(cut + 1)};
}

}  // namespace oomscan::fuzz
