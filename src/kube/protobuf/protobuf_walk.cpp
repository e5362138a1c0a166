#include "kube/protobuf/protobuf_walk.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <limits>

#include <protozero/exception.hpp>
#include <protozero/pbf_reader.hpp>
#include <protozero/varint.hpp>

#include "kube/list/quantity.hpp"
#include "oomscan/model/text.hpp"

namespace oomscan::kube {
namespace {

// What RFC 3339 can say, and not Go's zero time: the same bounds as those of the JSON decoder.
constexpr Timestamp kFirstTime = std::chrono::sys_days{std::chrono::year{2} / 1 / 1};
constexpr Timestamp kAfterLastTime = std::chrono::sys_days{std::chrono::year{10'000} / 1 / 1};

// The reader cuts keys and lengths to 32 bits: 2^32 would be taken for 0, and what follows for other fields.
std::uint64_t number_at_front(std::string_view bytes) {
  const char* at = bytes.data();
  return protozero::decode_varint(&at, bytes.data() + bytes.size());
}

// nullopt: it goes on behind the end, or (walk.broken) it is longer than any number.
std::optional<std::uint64_t> take_number(std::string_view& bytes, WireWalk& walk) {
  const std::size_t shown = std::min<std::size_t>(bytes.size(), protozero::max_varint_length);
  std::size_t length = 0;
  while (length < shown && (static_cast<unsigned char>(bytes[length]) & 0x80U) != 0) ++length;
  if (length == shown) {
    walk.broken = shown == protozero::max_varint_length;
    return std::nullopt;
  }
  try {
    const std::uint64_t number = number_at_front(bytes);
    bytes.remove_prefix(length + 1);
    return number;
  } catch (const protozero::exception&) {
    walk.broken = true;
    return std::nullopt;
  }
}

}  // namespace

std::optional<FieldHead> head_of(std::string_view bytes, WireWalk& walk) {
  enum : std::uint64_t { kNumber = 0, kEightBytes = 1, kBytes = 2, kFourBytes = 5 };  // wire types
  std::string_view rest = bytes;
  const std::optional<std::uint64_t> key = take_number(rest, walk);
  if (!key) return std::nullopt;
  FieldHead head;
  head.number = static_cast<std::uint32_t>(*key >> 3U);
  walk.broken = *key > std::numeric_limits<std::uint32_t>::max() || head.number == 0;
  if (walk.broken) return std::nullopt;
  head.head_bytes = bytes.size() - rest.size();
  switch (*key & 7U) {
    case kNumber: {
      const std::string_view before = rest;
      if (!take_number(rest, walk)) return std::nullopt;
      head.payload_bytes = before.size() - rest.size();
      return head;
    }
    case kEightBytes:
      head.payload_bytes = 8;
      return head;
    case kFourBytes:
      head.payload_bytes = 4;
      return head;
    case kBytes: {
      const std::optional<std::uint64_t> length = take_number(rest, walk);
      if (!length) return std::nullopt;
      head.is_bytes = true;
      head.head_bytes = bytes.size() - rest.size();
      head.payload_bytes = *length;
      return head;
    }
    default:
      walk.broken = true;
      return std::nullopt;
  }
}

bool next_field(std::string_view& rest, Field& field, WireWalk& walk) {
  try {
    protozero::pbf_reader reader(rest.data(), rest.size());
    if (!reader.next()) return false;
    if (number_at_front(rest) > std::numeric_limits<std::uint32_t>::max()) throw protozero::invalid_tag_exception{};
    field = Field{};
    field.number = reader.tag();
    switch (reader.wire_type()) {
      case protozero::pbf_wire_type::varint:
        field.wire = Wire::number;
        field.value = reader.get_uint64();
        break;
      case protozero::pbf_wire_type::length_delimited: {
        const auto behind_the_key = reader.data();
        if (number_at_front({behind_the_key.data(), behind_the_key.size()}) > behind_the_key.size()) {
          throw protozero::end_of_buffer_exception{};
        }
        const auto view = reader.get_view();
        field.wire = Wire::bytes;
        field.bytes = {view.data(), view.size()};
        break;
      }
      default:
        reader.skip();
        break;
    }
    const auto left = reader.data();
    rest = {left.data(), left.size()};
    return true;
  } catch (const protozero::exception&) {
    walk.broken = true;
    return false;
  }
}

void read(const Field& field, WireWalk& walk, std::string& into) {
  const std::string_view text = bytes_of(field, walk);
  for (const char c : text) {
    if (static_cast<unsigned char>(c) >= 0x80) {
      into = valid_utf8(text);
      return;
    }
  }
  into.assign(text);
}

void read(const Field& field, WireWalk& walk, std::optional<Timestamp>& into) {
  enum : std::uint32_t { kSeconds = 1 };
  const std::string_view time = bytes_of(field, walk);
  into.reset();
  if (time.empty()) return;
  std::int64_t seconds = 0;
  each_field(time, walk, [&](const Field& part) {
    if (part.number == kSeconds) seconds = static_cast<std::int64_t>(number_of(part, walk));
  });
  const Timestamp read_time{std::chrono::seconds{seconds}};
  if (!walk.broken && read_time >= kFirstTime && read_time < kAfterLastTime) into = read_time;
}

void read_bytes(const Field& field, WireWalk& walk, std::optional<std::int64_t>& into) {
  enum : std::uint32_t { kString = 1 };
  into.reset();
  each_field(bytes_of(field, walk), walk, [&](const Field& part) {
    if (part.number == kString) into = parse_bytes(bytes_of(part, walk));
  });
}

MapEntry map_entry(const Field& field, WireWalk& walk) {
  enum : std::uint32_t { kKey = 1, kValue = 2 };
  MapEntry entry;
  entry.value.wire = Wire::bytes;
  each_field(bytes_of(field, walk), walk, [&](const Field& part) {
    if (part.number == kKey) {
      entry.key = bytes_of(part, walk);
    } else if (part.number == kValue) {
      entry.value = part;
    }
  });
  return entry;
}

}  // namespace oomscan::kube
