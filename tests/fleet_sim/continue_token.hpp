// Text of continue tokens. Pure; thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace oomscan::fleet_sim {

// Unpadded base64url, as Go's RawURLEncoding.
[[nodiscard]] std::string base64url(std::string_view bytes);
// nullopt: not base64url.
[[nodiscard]] std::optional<std::string> from_base64url(std::string_view text);
[[nodiscard]] std::string base64(std::string_view bytes);

// Where a list goes on. `start` is the etcd key behind the resource's prefix: "/a/web-1\0", or "/web-1\0" in a
// namespace.
struct ContinueToken {
  std::string resource_version;
  std::string start;
};
[[nodiscard]] std::string encode(const ContinueToken& token);
// nullopt: not a token of ours; `why` then holds the server's words for it.
[[nodiscard]] std::optional<ContinueToken> decode(std::string_view text, std::string& why);

}  // namespace oomscan::fleet_sim
