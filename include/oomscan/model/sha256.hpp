// Names for things that are told apart by all they hold. Pure, thread-safe.
#pragma once

#include <string>
#include <string_view>

namespace oomscan {

// 64 hexadecimal digits; empty if this machine's library refuses to count them.
[[nodiscard]] std::string sha256_hex(std::string_view bytes);

}  // namespace oomscan
