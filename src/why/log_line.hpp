// A log as lines that say something: without colours, unwrapped from JSON and logfmt, each with its level.
// Pure, thread-safe.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace oomscan::why {

// Looked at: the last lines alone, and of a line that is longer its beginning and its end.
inline constexpr std::size_t kLogLinesMax = 400;
inline constexpr std::size_t kLogLineBytesMax = 8192;

// Ordered by how much a line with it says about the end of the program.
enum class Level {
  none,     // says nothing: informs, quotes a request, names a passed test, is a frame of a stack
  warning,  // and everything after the program was told to stop
  error,    // or no level named
  fatal,
};

struct LogLine {
  std::string text;
  Level level = Level::error;
  // Whether it looks like an error by itself, apart from its level.
  bool tells_of_an_error = false;
};

// The last kLogLinesMax lines of `log`, oldest first; frames and empty lines left out.
[[nodiscard]] std::vector<LogLine> log_lines(std::string_view log);

}  // namespace oomscan::why
