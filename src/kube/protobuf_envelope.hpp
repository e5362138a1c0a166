// The envelope of every answer in protobuf: four bytes, then runtime.Unknown with the kind and the object's own bytes.
// Source: k8s.io/apimachinery/pkg/runtime/generated.proto, and .../serializer/protobuf. Pure, safe from any thread.
#pragma once

#include <optional>
#include <string_view>

namespace oomscan::kube {

inline constexpr std::string_view kProtobufMagic{"k8s\0", 4};

// Views of the answer.
struct Envelope {
  std::string_view kind;    // "PodList", "Status"
  std::string_view object;  // a message of that kind
};

// nullopt: no envelope, one that is not whole, or one whose object is not plain protobuf.
[[nodiscard]] std::optional<Envelope> open_envelope(std::string_view answer);

}  // namespace oomscan::kube
