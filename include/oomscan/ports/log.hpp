// Diagnostics for the person at the terminal: stderr, one line each, made safe and printed once.
#pragma once

#include <string_view>

#include "oomscan/model/result.hpp"

namespace oomscan {

enum class LogLevel { debug, info, warning, error };

// Thread-safe. Messages never hold credentials; control characters are escaped by the implementation.
class Log {
 public:
  virtual ~Log() = default;
  virtual void write(LogLevel level, std::string_view message) = 0;

  // "error: <message>" and, if there is one, "hint: <hint>" on a line of its own, not torn apart by other threads.
  virtual void error(const Error& error) = 0;

  void debug(std::string_view message) { write(LogLevel::debug, message); }
  void info(std::string_view message) { write(LogLevel::info, message); }
  void warning(std::string_view message) { write(LogLevel::warning, message); }
};

}  // namespace oomscan
