// How the kinds that are served in protobuf look on the wire: field numbers and types by JSON name.
// Written down apart from those of the program's decoder, so that a mistake shows. Thread-safe.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace oomscan::fleet_sim {

enum class Scalar {
  none,  // a message
  string,
  integer,
  boolean,
  time,           // metav1.Time, MicroTime: in JSON RFC 3339
  quantity,       // resource.Quantity: in JSON a string or a number
  int_or_string,  // intstr.IntOrString
  raw_json,       // metav1.FieldsV1: in JSON an object
};
enum class Shape { single, repeated, map };

struct MessageType;

struct FieldType {
  std::uint32_t number = 0;
  Shape shape = Shape::single;
  Scalar scalar = Scalar::none;
  const MessageType* message = nullptr;  // of Scalar::none
};

struct MessageType {
  std::string name;
  std::map<std::string, FieldType, std::less<>> fields;
  std::vector<FieldType> inlined;  // messages whose fields stand in this one in JSON
};

// "Pod", "PodList", "Status"; nullptr: not known.
[[nodiscard]] const MessageType* find_message(std::string_view name);

}  // namespace oomscan::fleet_sim
