// Which Kubernetes an API server is.
#pragma once

#include <compare>
#include <string_view>

namespace oomscan::kube {

struct ServerVersion {
  int major = 0;  // 0.0: unknown
  int minor = 0;

  friend auto operator<=>(const ServerVersion&, const ServerVersion&) = default;
};

// From what /version answers: "1" and "33", "33+" behind some vendors' servers. Unknown if it is anything else. Pure.
[[nodiscard]] ServerVersion parse_server_version(std::string_view body);

}  // namespace oomscan::kube
