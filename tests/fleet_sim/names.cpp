#include "fleet_sim/names.hpp"

namespace oomscan::fleet_sim {

NameSource::NameSource(std::string_view seed) : state_(0xcbf29ce484222325ULL) {
  for (const char c : seed) {
    state_ = (state_ ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
  }
}

std::uint64_t NameSource::next() {
  // splitmix64: tiny, and the same on every standard library, which <random>'s distributions are not.
  state_ += 0x9e3779b97f4a7c15ULL;
  std::uint64_t z = state_;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
  return z ^ (z >> 31);
}

std::size_t NameSource::below(std::size_t bound) { return static_cast<std::size_t>(next() % bound); }

std::string NameSource::suffix(std::size_t length) {
  static constexpr std::string_view kAlphabet = "bcdfghjklmnpqrstvwxz2456789";
  std::string text;
  while (text.size() < length) text += kAlphabet[below(kAlphabet.size())];
  return text;
}

std::string NameSource::hex(std::size_t length) {
  static constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  while (text.size() < length) text += kDigits[below(kDigits.size())];
  return text;
}

std::string NameSource::uid() { return hex(8) + "-" + hex(4) + "-4" + hex(3) + "-a" + hex(3) + "-" + hex(12); }

}  // namespace oomscan::fleet_sim
