#include "oomscan/posix/system_error.hpp"

#include <cstring>

#include <fmt/format.h>

namespace oomscan {

std::string reason_of(int error_number) {
  const char* words = ::strerrordesc_np(error_number);
  std::string reason = words != nullptr ? words : fmt::format("error {}", error_number);
  if (reason[0] >= 'A' && reason[0] <= 'Z') reason[0] = static_cast<char>(reason[0] - 'A' + 'a');
  return reason;
}

}  // namespace oomscan
