// The encodings in which an API server gives lists and errors.
#pragma once

#include <string_view>

namespace oomscan::kube {

inline constexpr std::string_view kJsonMediaType = "application/json";
inline constexpr std::string_view kProtobufMediaType = "application/vnd.kubernetes.protobuf";

}  // namespace oomscan::kube
