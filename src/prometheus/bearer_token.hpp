// Where a bearer token comes from. A token lives in memory for the one request that needs it, and never appears in a
// message.
#pragma once

#include <functional>
#include <stop_token>
#include <string>
#include <string_view>

#include "oomscan/model/result.hpp"

namespace oomscan::prometheus {

// Asked before each request, so that nothing keeps a token between two, and a rotated one is used. Unset: no token is
// sent. Thread-safe.
using TokenSource = std::function<Result<std::string>(std::stop_token)>;

// The file's content without surrounding white space. config: it cannot be read, is empty, longer than 64 KiB, or holds
// what no token has.
[[nodiscard]] Result<std::string> read_token_file(const std::string& path);

// Visible ASCII without spaces: nothing that could end a header line.
[[nodiscard]] bool is_token(std::string_view text);

}  // namespace oomscan::prometheus
