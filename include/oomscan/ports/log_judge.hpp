// Says what a log names as the cause of a failure.
#pragma once

#include <optional>
#include <string_view>

#include "oomscan/model/why.hpp"

namespace oomscan {

// Pure, thread-safe.
class LogJudge {
 public:
  virtual ~LogJudge() = default;

  // `log`: the last lines of one run of one container, redacted. nullopt: no line says anything.
  [[nodiscard]] virtual std::optional<LogCause> cause_of(std::string_view log) const = 0;
};

}  // namespace oomscan
