// Walking a protobuf message once, field by field, without building anything.
// Invariant: nothing outside the given bytes is read, whatever lengths they name; bytes that are not a message, and a
// known field of another type than its own, set `WireWalk::broken`, for good. Nothing here calls itself: the depth
// of a walk is that of the code that walks.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "oomscan/model/time.hpp"

namespace oomscan::kube {

struct WireWalk {
  bool broken = false;
};

enum class Wire { number, bytes, other };

struct Field {
  std::uint32_t number = 0;
  Wire wire = Wire::other;
  std::uint64_t value = 0;  // of a number, as it stands on the wire
  std::string_view bytes;   // of a string or a message: a view of the page
};

// Takes the next field off `rest`. False: there is none, or the rest is damaged.
[[nodiscard]] bool next_field(std::string_view& rest, Field& field, WireWalk& walk);

// How a field begins: what can be known of it before all of it is there.
struct FieldHead {
  std::uint32_t number = 0;
  bool is_bytes = false;            // a string or a message
  std::size_t head_bytes = 0;       // key, and length if it has one
  std::uint64_t payload_bytes = 0;  // behind them
};

// nullopt: not enough bytes to tell, or (walk.broken) not a field.
[[nodiscard]] std::optional<FieldHead> head_of(std::string_view bytes, WireWalk& walk);

// visit(const Field&) for each field of a message. Fields that it does not look at cost their two or three bytes.
template <class Visit>
void each_field(std::string_view message, WireWalk& walk, Visit&& visit) {
  Field field;
  while (!walk.broken && next_field(message, field, walk)) visit(field);
}

// The bytes of a string or a message.
[[nodiscard]] inline std::string_view bytes_of(const Field& field, WireWalk& walk) {
  if (field.wire != Wire::bytes) walk.broken = true;
  return field.bytes;
}

[[nodiscard]] inline std::uint64_t number_of(const Field& field, WireWalk& walk) {
  if (field.wire != Wire::number) walk.broken = true;
  return field.value;
}

// Text as the server's JSON has it: Go writes U+FFFD for each byte that is not UTF-8, and protobuf carries it raw.
void read(const Field& field, WireWalk& walk, std::string& into);

// metav1.Time and MicroTime {seconds = 1, nanos = 2}: an empty message is Go's zero time, "unknown", as is year 1.
void read(const Field& field, WireWalk& walk, std::optional<Timestamp>& into);

// resource.Quantity {string = 1}, as bytes.
void read_bytes(const Field& field, WireWalk& walk, std::optional<std::int64_t>& into);

inline void read(const Field& field, WireWalk& walk, bool& into) { into = number_of(field, walk) != 0; }

// int32 on the wire: negative numbers are extended to 64 bits, so that no more can stand there than fits.
[[nodiscard]] inline std::int32_t int32_of(const Field& field, WireWalk& walk) {
  const auto number = static_cast<std::int64_t>(number_of(field, walk));
  const auto fitting = static_cast<std::int32_t>(number);
  if (fitting != number) walk.broken = true;
  return fitting;
}

inline void read(const Field& field, WireWalk& walk, int& into) { into = int32_of(field, walk); }
inline void read(const Field& field, WireWalk& walk, std::int64_t& into) { into = int32_of(field, walk); }

// A count that the server's JSON omits where it is 0.
inline void read(const Field& field, WireWalk& walk, std::optional<std::int64_t>& into) {
  const std::int32_t count = int32_of(field, walk);
  into = count == 0 ? std::nullopt : std::optional<std::int64_t>{count};
}

struct MapEntry {
  std::string_view key;
  Field value;  // of no bytes if the entry has none
};

// map<string, ...>: a message {key = 1, value = 2}.
[[nodiscard]] MapEntry map_entry(const Field& field, WireWalk& walk);

}  // namespace oomscan::kube
