// Failed calls on files as Errors that name the file and what to do.
#pragma once

#include <string_view>

#include "oomscan/model/result.hpp"

namespace oomscan::files {

// `doing`: "writing". Gives "writing '<path>': No space left on device" with a hint. local_permission for missing
// permissions, not_found for a missing directory, else io.
[[nodiscard]] Error file_error(int error_number, std::string_view doing, std::string_view path);

}  // namespace oomscan::files
