// A second opinion on lists in protobuf: how many elements stand in one, counted by hand from the wire format
// (protobuf.dev/programming-guides/encoding). No library, and nothing of the program's.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace oomscan::fuzz {

// False: the bytes end too early, or are no message. visit(number, wire_type, bytes) for each field.
template <class Visit>
bool each_wire_field(std::string_view rest, Visit&& visit) {
  const auto varint = [&]() -> std::optional<std::uint64_t> {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 70; shift += 7) {
      if (rest.empty()) return std::nullopt;
      const auto byte = static_cast<unsigned char>(rest.front());
      rest.remove_prefix(1);
      if (shift < 64) value |= static_cast<std::uint64_t>(byte & 0x7fU) << shift;
      if ((byte & 0x80U) == 0) return value;
    }
    return std::nullopt;
  };
  while (!rest.empty()) {
    const auto tag = varint();
    if (!tag) return false;
    const auto type = static_cast<unsigned>(*tag & 7U);
    std::string_view bytes;
    if (type == 0) {
      if (!varint()) return false;
    } else if (type == 1 || type == 5) {
      const std::size_t size = type == 1 ? 8 : 4;
      if (rest.size() < size) return false;
      rest.remove_prefix(size);
    } else if (type == 2) {
      const auto size = varint();
      if (!size || *size > rest.size()) return false;
      bytes = rest.substr(0, static_cast<std::size_t>(*size));
      rest.remove_prefix(bytes.size());
    } else {
      return false;
    }
    visit(*tag >> 3U, type, bytes);
  }
  return true;
}

// Everything in the list that is not its metadata; -1: this is no whole list.
[[nodiscard]] inline std::int64_t elements_on_the_wire(std::string_view answer) {
  constexpr std::string_view kMagic{"k8s\0", 4};
  if (!answer.starts_with(kMagic)) return -1;
  std::string_view object;
  const bool whole =
      each_wire_field(answer.substr(kMagic.size()), [&](std::uint64_t number, unsigned, std::string_view bytes) {
        if (number == 2) object = bytes;
      });
  std::int64_t elements = 0;
  const bool list = each_wire_field(object, [&](std::uint64_t number, unsigned, std::string_view) {
    if (number != 1) ++elements;
  });
  return whole && list ? elements : -1;
}

}  // namespace oomscan::fuzz
