// Where a bearer token comes from. Tokens live in memory only and never appear in a message.
#pragma once

#include <functional>
#include <stop_token>
#include <string>
#include <string_view>

#include "oomscan/model/result.hpp"

namespace oomscan::prometheus {

struct TokenSource {
  // Unset: no token is sent. Thread-safe.
  std::function<Result<std::string>(std::stop_token)> read{};
  // Asked before each request (a file that is rotated); else once, and again after a 401.
  bool each_time = false;
};

// The file's content without surrounding white space. config: it cannot be read, is empty, longer than 64 KiB, or holds
// what no token has.
[[nodiscard]] Result<std::string> read_token_file(const std::string& path);

// Visible ASCII without spaces: nothing that could end a header line.
[[nodiscard]] bool is_token(std::string_view text);

}  // namespace oomscan::prometheus
