// Why a container fails, as far as something said so. Words for machines: HISTORY.md, "What machines read".
#pragma once

#include <array>
#include <string>
#include <string_view>

namespace oomscan {

// What the last lines of a failing run say. The kubelet outranks it: a word in a log explains a crash loop, it does not
// make an OOM kill.
enum class LogCategory {
  oom_killed,           // memory ran out, in the runtime's own words
  image_pull_back_off,  // the program itself waits for an image (operators)
  config_error,
  health_check_failed,
  database_error,  // a driver, scheme, port, error code or name says that it is one
  permission_error,
  unknown,
};
inline constexpr std::array kLogCategories = {LogCategory::oom_killed,     LogCategory::image_pull_back_off,
                                              LogCategory::config_error,   LogCategory::health_check_failed,
                                              LogCategory::database_error, LogCategory::permission_error,
                                              LogCategory::unknown};
[[nodiscard]] std::string_view to_id(LogCategory category);  // "DatabaseError", ...

struct LogCause {
  LogCategory category = LogCategory::unknown;
  std::string line;   // the one that says so, without colours and the wrapping of JSON
  std::string shape;  // that line with numbers, ids, addresses and times masked: the same for the same error

  friend bool operator==(const LogCause&, const LogCause&) = default;
};

}  // namespace oomscan
