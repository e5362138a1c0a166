// The cause that the last lines of a failing run name.
// Pure, thread-safe. Any bytes are allowed; time is linear in the text, whatever it holds.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "oomscan/model/why.hpp"
#include "oomscan/ports/log_judge.hpp"

namespace oomscan::why {

inline constexpr std::size_t kCauseLineBytesMax = 400;  // "..." marks the cut
inline constexpr std::size_t kShapeBytesMax = 200;

// `log`: of one run of one container, redacted (what is cut here was not hidden by the cut). nullopt: no line in it
// says anything (empty, or nothing but frames of a stack).
//
// Memory that ran out wins, because everything else breaks after it. Otherwise the last line wins that is not less
// severe than the others: retries and shutdown come around the cause. A line that only informs, quotes a request, lists
// a passed test or is a frame of a stack says nothing.
[[nodiscard]] std::optional<LogCause> log_cause(std::string_view log);

class LastLinesJudge : public LogJudge {
 public:
  [[nodiscard]] std::optional<LogCause> cause_of(std::string_view log) const override { return log_cause(log); }
};

// `line` with times, numbers, ids, addresses and generated parts of names masked, and without the prefix of a logger.
[[nodiscard]] std::string error_shape(std::string_view line);

}  // namespace oomscan::why
