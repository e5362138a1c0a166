// Damages inputs, always in the same way: for builds without libFuzzer.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace oomscan::fuzz {

class Mutator {
 public:
  // One to eight changes to one of `seeds`, none of which are kept. `seeds` has at least one.
  std::string mutated(const std::vector<std::string>& seeds) {
    std::string input = seeds[below(seeds.size())];
    for (std::size_t changes = 1 + below(8); changes > 0; --changes) change(input, seeds[below(seeds.size())]);
    if (input.size() > kBytesMax) input.resize(kBytesMax);
    return input;
  }

 private:
  static constexpr std::size_t kBytesMax = std::size_t{64} << 10;
  static constexpr std::size_t kChunkMax = 64;
  // What formats turn on.
  static constexpr std::array<std::string_view, 24> kTokens{"\"",
                                                            "\\",
                                                            "{",
                                                            "}",
                                                            "[",
                                                            "]",
                                                            ",",
                                                            ":",
                                                            "null",
                                                            "-1",
                                                            "9223372036854775807",
                                                            "1e999",
                                                            "\n",
                                                            "\r\n",
                                                            "\t",
                                                            {"\0", 1},
                                                            "=",
                                                            "\xc2\x9b",
                                                            "\xe2\x80\xae",
                                                            "\xff",
                                                            "\\u0000",
                                                            "\\ud800",
                                                            ";",
                                                            " "};

  // xorshift64*
  std::uint64_t next() {
    state_ ^= state_ >> 12U;
    state_ ^= state_ << 25U;
    state_ ^= state_ >> 27U;
    return state_ * 0x2545f4914f6cdd1dULL;
  }
  std::size_t below(std::size_t bound) { return bound == 0 ? 0 : (next() >> 16U) % bound; }

  void change(std::string& input, const std::string& other) {
    const std::size_t at = below(input.size() + 1);
    const std::size_t length = 1 + below(kChunkMax);
    switch (below(8)) {
      case 0:  // one bit
        if (at < input.size()) input[at] = static_cast<char>(static_cast<unsigned char>(input[at]) ^ (1U << below(8)));
        break;
      case 1:  // one byte
        if (at < input.size()) input[at] = static_cast<char>(below(256));
        break;
      case 2:
        input.erase(at, length);
        break;
      case 3:  // cut short
        input.resize(at);
        break;
      case 4: {  // said twice
        const std::string chunk = input.substr(at, length);
        input.insert(at, chunk);
        break;
      }
      case 5:
        input.insert(at, kTokens.at(below(kTokens.size())));
        break;
      case 6:  // a part of another one
        input.insert(at, other.substr(below(other.size() + 1), length));
        break;
      default: {  // one of another's parts in place of one of its own
        const std::string chunk = other.substr(below(other.size() + 1), length);
        input.replace(at, std::min(chunk.size(), input.size() - at), chunk);
        break;
      }
    }
  }

  std::uint64_t state_ = 0x9e3779b97f4a7c15ULL;
};

}  // namespace oomscan::fuzz
