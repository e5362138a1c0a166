// Makes values out of bytes: the same bytes, the same values. Past the end everything is zero or empty, so that any
// input is a whole one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "fuzz/fuzz_target.hpp"

namespace oomscan::fuzz {

class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : bytes_(bytes) {}

  [[nodiscard]] bool done() const { return bytes_.empty(); }

  std::uint8_t byte() {
    if (bytes_.empty()) return 0;
    const auto value = static_cast<std::uint8_t>(bytes_.front());
    bytes_.remove_prefix(1);
    return value;
  }

  bool flag() { return (byte() & 1U) != 0; }

  // In [0, bound); bound is in [1, 256].
  std::size_t below(std::size_t bound) { return byte() % bound; }

  // Any number; small ones are more likely, as they are outside.
  std::int64_t number() {
    const std::size_t width = below(9);
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < width; ++i) value = value << 8U | byte();
    return static_cast<std::int64_t>(value);
  }

  // Of at most 255 bytes, anything in it.
  std::string text() {
    const std::size_t length = byte();
    return std::string(take(length));
  }

  // One of `words`, or a text of its own.
  std::string word(std::span<const std::string_view> words) {
    const std::size_t index = below(words.size() + 1);
    return index < words.size() ? std::string(words[index]) : text();
  }

  std::string_view rest() { return take(bytes_.size()); }

 private:
  std::string_view take(std::size_t count) {
    const std::string_view taken = bytes_.substr(0, count);
    bytes_.remove_prefix(taken.size());
    return taken;
  }

  std::string_view bytes_;
};

}  // namespace oomscan::fuzz
