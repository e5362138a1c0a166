// A file that a person names on the command line, read whole.
#pragma once

#include <cstddef>
#include <string>

#include "oomscan/model/result.hpp"

namespace oomscan::app {

// More than the results of the largest fleet that is scanned.
inline constexpr std::size_t kInputBytesMax = std::size_t{1} << 30;

// usage: it is not there, is no regular file, may not be read, or is larger than kInputBytesMax.
[[nodiscard]] Result<std::string> read_input_file(const std::string& path);

}  // namespace oomscan::app
