// The encodings in which an API server gives lists and errors.
#pragma once

#include <string_view>

namespace oomscan::kube {

inline constexpr std::string_view kJsonMediaType = "application/json";
// A table instead of a list, as `kubectl get` asks for it; a server that makes none gives the list.
inline constexpr std::string_view kTableMediaTypes = "application/json;as=Table;v=v1;g=meta.k8s.io,application/json";
inline constexpr std::string_view kProtobufMediaType = "application/vnd.kubernetes.protobuf";

}  // namespace oomscan::kube
