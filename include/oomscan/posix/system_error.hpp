// What a failed system call says, in the words of a message.
#pragma once

#include <string>

namespace oomscan {

// In the house's lower case: "no such file or directory". Thread-safe.
[[nodiscard]] std::string reason_of(int error_number);

}  // namespace oomscan
