// What a Status object (meta/v1) says, whatever it was encoded in. A value.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace oomscan::kube {

struct ServerStatus {
  int code = 0;         // HTTP status; 0: not told
  std::string reason;   // "Forbidden", "NotFound", "Expired", ...; may be empty
  std::string message;  // the server's words; may be empty
  std::optional<std::chrono::seconds> retry_after;
};

[[nodiscard]] constexpr bool is_http_status(std::int64_t code) { return code >= 100 && code <= 599; }

}  // namespace oomscan::kube
