#include "redact/anchors.hpp"

#include <bit>
#include <cstring>

namespace oomscan::redact {
namespace {

constexpr std::uint32_t kThreeBytes = 0xffffffU;
constexpr unsigned kTableBits = 15;  // 32 KiB: stays in the first-level cache
constexpr unsigned kBucketBits = 9;
constexpr std::uint8_t kNone = 0xff;
static_assert(kAnchors.size() < kNone);

// A stretch of text as anchors are compared: in one case, three letters in the lower three bytes.
constexpr std::uint32_t folded(std::string_view text) {
  std::uint32_t word = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    word |= (static_cast<std::uint32_t>(static_cast<unsigned char>(text[i])) | 0x20U) << (8 * i);
  }
  return word;
}

constexpr std::uint32_t mixed(std::uint32_t three, unsigned bits) { return (three * 0x9e3779b1U) >> (32U - bits); }
constexpr std::uint32_t slot(std::uint32_t three) { return mixed(three & kThreeBytes, kTableBits); }
constexpr std::uint32_t bucket(std::uint32_t three) { return mixed(three & kThreeBytes, kBucketBits); }

constexpr auto make_table() {
  std::array<std::uint8_t, std::size_t{1} << kTableBits> table{};
  for (const Anchor& anchor : kAnchors) {
    const std::uint32_t word = folded(anchor.text);
    table[slot(word)] = 1;
    if (anchor.text.size() == 4) {
      table[slot(word >> 8U)] = 1;
    } else {
      for (std::uint32_t any = 0; any < 256; ++any) table[slot((word >> 8U) | ((any | 0x20U) << 16U))] = 1;
    }
  }
  return table;
}
constexpr auto kTable = make_table();

// The first anchor of each bucket, and of each anchor the next one in its bucket.
struct Chains {
  std::array<std::uint8_t, std::size_t{1} << kBucketBits> first{};
  std::array<std::uint8_t, kAnchors.size()> next{};
  std::array<std::uint32_t, kAnchors.size()> word{};
};
constexpr Chains make_chains() {
  Chains chains;
  for (std::uint8_t& first : chains.first) first = kNone;
  for (std::size_t i = 0; i < kAnchors.size(); ++i) {
    chains.word[i] = folded(kAnchors[i].text);
    std::uint8_t& first = chains.first[bucket(chains.word[i])];
    chains.next[i] = first;
    first = static_cast<std::uint8_t>(i);
  }
  return chains;
}
constexpr Chains kChains = make_chains();

std::uint32_t loaded(const char* bytes) {
  std::uint32_t word = 0;
  std::memcpy(&word, bytes, sizeof word);
  if constexpr (std::endian::native == std::endian::big) word = __builtin_bswap32(word);
  return word | 0x20202020U;
}

std::uint32_t folded_at(std::string_view text, std::size_t pos) {
  return pos + 4 <= text.size() ? loaded(text.data() + pos) : folded(text.substr(pos, 4));
}

}  // namespace

const Anchor* anchor_at(std::string_view text, std::size_t pos) {
  const std::uint32_t word = folded_at(text, pos);
  for (std::uint8_t i = kChains.first[bucket(word)]; i != kNone; i = kChains.next[i]) {
    const std::uint32_t mask = kAnchors[i].text.size() == 4 ? ~0U : kThreeBytes;
    if ((word & mask) == kChains.word[i]) return &kAnchors[i];
  }
  return nullptr;
}

std::size_t next_candidate(std::string_view text, std::size_t from) {
  const char* const data = text.data();
  const auto hit = [&](std::size_t at) { return kTable[slot(loaded(data + at))]; };
  std::size_t pos = from;
  // Four looks at once: their loads do not wait for each other.
  for (; pos + 10 <= text.size(); pos += 8) {
    if ((hit(pos) | hit(pos + 2) | hit(pos + 4) | hit(pos + 6)) == 0) continue;
    while (hit(pos) == 0) pos += 2;
    return pos;
  }
  for (; pos < text.size(); pos += 2) {
    // An anchor of three letters may end with the text, one byte further than here.
    if (kTable[slot(folded_at(text, pos))] != 0 || pos + 4 >= text.size()) return pos;
  }
  return text.size();
}

}  // namespace oomscan::redact
