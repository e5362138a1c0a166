// The envelope of every answer in protobuf: four bytes, then runtime.Unknown with the kind and the object's own bytes.
// Source: k8s.io/apimachinery/pkg/runtime/generated.proto, and .../serializer/protobuf. Pure, safe from any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "kube/protobuf/protobuf_walk.hpp"

namespace oomscan::kube {

inline constexpr std::string_view kProtobufMagic{"k8s\0", 4};

namespace envelope_fields {
enum : std::uint32_t { kTypeMeta = 1, kRaw = 2, kContentEncoding = 3, kContentType = 4 };  // runtime.Unknown
}

// The kind in a runtime.TypeMeta; a view of it.
[[nodiscard]] std::string_view kind_of_type_meta(std::string_view type_meta, WireWalk& walk);

// False: the object is compressed or encoded in some way that was not asked for.
[[nodiscard]] bool is_plain_envelope_field(const Field& field, WireWalk& walk);

// Views of the answer.
struct Envelope {
  std::string_view kind;    // "PodList", "Status"
  std::string_view object;  // a message of that kind
};

// nullopt: no envelope, one that is not whole, or one whose object is not plain protobuf.
[[nodiscard]] std::optional<Envelope> open_envelope(std::string_view answer);

}  // namespace oomscan::kube
